import { Heading } from "@digdir/designsystemet-react";
import { use } from "react";
import { knowledgeForAssessing } from "../knowledge/fetched-knowledge.ts";

export default function AssessPage() {
  const knowledge = use(knowledgeForAssessing());
  return (
    <div className="page-text">
      <Heading level={1}>Assess</Heading>
      <p>{knowledge.findings.length}</p>
    </div>
  );
}
