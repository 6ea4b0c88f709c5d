/** The OpenID provider as it describes itself, or why it cannot be used: asked once, when the service starts. */
import { failure, type Result, success } from "@krampe/core/issue/issue.ts";
import {
  type SignInProvider,
  type SignInSettings,
  signInProvider,
  UnusableProvider,
} from "@krampe/service/access/sign-in-provider.ts";

export async function connectedProvider(settings: SignInSettings): Promise<Result<SignInProvider>> {
  try {
    return success(await signInProvider(settings));
  } catch (error) {
    if (!(error instanceof UnusableProvider)) throw error;
    const { issuer } = settings;
    const reason = error.message;
    const isTooLittle = error.missing.length > 0;
    return failure({
      code: "sign-in-provider",
      severity: "error",
      message: {
        en: `The OpenID provider ${issuer} cannot be used: ${reason}.`,
        nb: `OpenID-tilbyderen ${issuer} kan ikke brukes: ${reason}.`,
      },
      suggestion: isTooLittle
        ? {
            en: "Leave out --oidc-strict, or choose another.",
            nb: "Utelat --oidc-strict, eller velg en annen.",
          }
        : {
            en: "Check --oidc-issuer and that this machine reaches it.",
            nb: "Se etter --oidc-issuer og at denne maskinen når den.",
          },
    });
  }
}
