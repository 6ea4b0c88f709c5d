import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { channelIds } from "./channel-id.ts";
import { decodeText } from "./decode-text.ts";
import { ucumUnit } from "./ucum-unit.ts";
import { childText, descendants, parseXml } from "./xml-elements.ts";

describe("words in recordings", () => {
  it("every spelling of microvolt is uV; what means nothing is 1; what is unknown stays unknown", () => {
    for (const unit of ["uV", "µV", "μV", "UV", "microvolts", "uVolt", " uV "])
      expect(ucumUnit(unit)).toBe("uV");
    for (const unit of ["", "adu", "NU", "a.u.", "Boolean"]) expect(ucumUnit(unit)).toBe("1");
    expect([ucumUnit("mmHg"), ucumUnit("degC"), ucumUnit("S"), ucumUnit("s")]).toEqual([
      "mm[Hg]",
      "Cel",
      "S",
      "s",
    ]);
    expect(ucumUnit("furlong")).toBeUndefined();
  });

  it("text is UTF-8 if it can be, else ISO 8859-1; marks are taken off", () => {
    expect(decodeText(strToU8("µV ☃ 𝄞"))).toEqual({ text: "µV ☃ 𝄞", encoding: "utf-8" });
    expect(decodeText(Uint8Array.of(0xb5, 0x56))).toEqual({ text: "µV", encoding: "latin-1" });
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)).text).toBe("A");
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x41, 0x00)).text).toBe("A");
    expect(decodeText(Uint8Array.of(0xfe, 0xff, 0x00, 0x41)).text).toBe("A");
    expect(decodeText(new Uint8Array(0)).text).toBe("");
  });

  it("ids are unique even when a label looks like one", () => {
    expect(channelIds(["EMG", "EMG#2", "EMG", ""])).toEqual(["EMG", "EMG#2", "EMG#3", "channel 4"]);
  });

  it("XML: nesting, attributes, entities, comments; what is not well formed is passed over", () => {
    const root = parseXml(
      '<?xml version="1.0"?><!-- <no/> --><a x="1 &lt; 2"><b>one</b><b y=\'&#65;\'/><c><![CDATA[<raw>]]></c></wrong></a>',
    );
    expect(root?.attributes.get("x")).toBe("1 < 2");
    expect(root && descendants(root, "b").map(({ text }) => text)).toEqual(["one", ""]);
    expect(root?.children[1].attributes.get("y")).toBe("A");
    expect(root && childText(root, "c")).toBe("<raw>");
    expect(parseXml("no tags at all")).toBeUndefined();
    expect(parseXml("<open><never>closed")?.name).toBe("open");
  });
});
