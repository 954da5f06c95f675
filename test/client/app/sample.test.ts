import { sampleBlocks } from "@coscribe/client/app/document/sample/sample-blocks";
import { loadSampleTexts } from "@coscribe/client/app/document/sample/load-sample-texts";
import { languages } from "@coscribe/client/internal/ui/messages/languages";
import { blocksFromJson, type NodeJson } from "@coscribe/shared/schema";
import { expect, it } from "vitest";

const exampleIn = async (language: string): Promise<readonly NodeJson[]> =>
  sampleBlocks(await loadSampleTexts(language));

const structureOf = (blocks: readonly NodeJson[]): unknown =>
  blocks.map(({ type, attrs }) => [type, attrs]);

const marksIn = (blocks: readonly NodeJson[]): string[] =>
  blocks
    .flatMap(({ content = [] }) => content)
    .flatMap(({ marks = [] }) => marks.map(({ type }) => type))
    .toSorted();

const wordsOf = ({ content = [] }: NodeJson): string =>
  content.map(({ text = "" }) => text).join("");

it.each(languages.filter((language) => language !== "en"))(
  "P242 the example says the same in %s, of the same blocks and marks, and none of it in English",
  async (language) => {
    const [english, other] = await Promise.all([exampleIn("en"), exampleIn(language)]);
    expect(structureOf(other)).toEqual(structureOf(english));
    expect(marksIn(other)).toEqual(marksIn(english));
    const same = english.filter((block, index) => wordsOf(block) === wordsOf(other[index]!));
    expect(same.map(({ type, attrs }) => attrs?.["kind"] ?? type)).toEqual(["math", "divider"]);
    expect(blocksFromJson({ type: "doc", content: [...other] })).toHaveLength(english.length);
  },
);
