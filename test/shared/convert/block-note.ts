/**
 * A document of BlockNote's making. Its licence keeps the library out of what is installed with this
 * project, so this is what BlockNote 0.51.4 wrote of `blockNoteContent`, recorded; where it is
 * installed, a test has it write that again.
 */

import { pageElement } from "../../compatibility/libraries/page.ts";
import { Awareness } from "y-protocols/awareness";
import { onTestFinished } from "vitest";
import { applyUpdate, Doc } from "yjs";
import type { Part } from "../../support/part.ts";

/** The root that BlockNote's documentation uses. */
export const blockNoteRoot = "document-store";

/** Has BlockNote write `blockNoteContent` into a new document. */
export type WriteWithBlockNote = () => Doc;

const styled = (text: string, styles: object): object => ({ type: "text", text, styles });

/** Blocks as BlockNote takes them. */
export const blockNoteContent: readonly object[] = [
  { type: "heading", props: { level: 5 }, content: "Heading five" },
  {
    type: "paragraph",
    props: { textAlignment: "right" },
    content: [
      styled("plain ", {}),
      styled("bold", { bold: true }),
      styled("red", { textColor: "red", backgroundColor: "blue" }),
      { type: "link", href: "https://example.org/", content: "linked" },
    ],
    children: [{ type: "paragraph", content: "below the paragraph" }],
  },
  {
    type: "bulletListItem",
    content: "bullet one",
    children: [
      { type: "numberedListItem", content: "number in it", props: { start: 4 } },
      { type: "checkListItem", content: "done task", props: { checked: true } },
    ],
  },
  { type: "checkListItem", content: "open task" },
  { type: "quote", content: "a quote" },
  { type: "codeBlock", props: { language: "javascript" }, content: "let a = 1;\nlet b = 2;" },
  { type: "divider" },
  {
    type: "toggleListItem",
    content: "toggle",
    children: [{ type: "paragraph", content: "inside the toggle" }],
  },
  {
    type: "table",
    content: {
      type: "tableContent",
      rows: [{ cells: ["cell one", "cell two"] }, { cells: ["cell three", "cell four"] }],
    },
  },
  { type: "image", props: { url: "https://example.org/a.png", caption: "A caption" } },
];

/** What BlockNote wrote. */
export function recordedBlockNote(): Doc {
  const doc = new Doc();
  applyUpdate(doc, Buffer.from(recorded.join(""), "base64"));
  return doc;
}

/** BlockNote itself, if it is installed. */
export async function findBlockNoteWriter(): Promise<Part<WriteWithBlockNote>> {
  const name = "@blocknote/core";
  try {
    const { BlockNoteEditor } = (await import(name)) as BlockNote;
    return { isHere: true, value: () => written(BlockNoteEditor) };
  } catch {
    return {
      isHere: false,
      because: `${name} is not installed`,
      getIt: `npm install --no-save --workspace test ${name}@0.51.4`,
    };
  }
}

function written(BlockNoteEditor: BlockNote["BlockNoteEditor"]): Doc {
  const doc = new Doc();
  const editor = BlockNoteEditor.create({
    collaboration: {
      fragment: doc.getXmlFragment(blockNoteRoot),
      provider: { awareness: new Awareness(doc) },
      user: { name: "Somebody", color: "#336699" },
    },
  });
  editor.mount(pageElement());
  onTestFinished(() => editor.unmount());
  editor.insertBlocks(blockNoteContent, editor.document[0], "before");
  return doc;
}

interface BlockNote {
  readonly BlockNoteEditor: {
    create(options: unknown): {
      readonly document: readonly unknown[];
      mount(element: HTMLElement): void;
      unmount(): void;
      insertBlocks(blocks: readonly object[], at: unknown, placement: "before"): void;
    };
  };
}

const recorded: readonly string[] = [
  "AaYBTQAHAQ5kb2N1bWVudC1zdG9yZQMKYmxvY2tHcm91cAcATQADDmJsb2NrQ29udGFpbmVyBwBNAQMHaGVhZGluZw",
  "cATQIGBABNAwxIZWFkaW5nIGZpdmUoAE0CD2JhY2tncm91bmRDb2xvcgF3B2RlZmF1bHQoAE0CCXRleHRDb2xvcgF3",
  "B2RlZmF1bHQoAE0CDXRleHRBbGlnbm1lbnQBdwRsZWZ0KABNAgVsZXZlbAF9BSgATQIMaXNUb2dnbGVhYmxlAXkoAE",
  "0BAmlkAXckYTgwMmZlNWMtZTFkOC00MThhLWIwNDUtNGJhMTZhMGRiMTJih00BAw5ibG9ja0NvbnRhaW5lcgcATRYD",
  "CXBhcmFncmFwaAcATRcGBABNGAZwbGFpbiCGTR4EYm9sZAJ7fYRNHwRib2xkhk0jBGJvbGQEbnVsbIZNJAl0ZXh0Q2",
  "9sb3IVeyJzdHJpbmdWYWx1ZSI6InJlZCJ9hk0lD2JhY2tncm91bmRDb2xvchZ7InN0cmluZ1ZhbHVlIjoiYmx1ZSJ9",
  "hE0mA3JlZIZNKQl0ZXh0Q29sb3IEbnVsbIZNKg9iYWNrZ3JvdW5kQ29sb3IEbnVsbIZNKwRsaW5rH3siaHJlZiI6Im",
  "h0dHBzOi8vZXhhbXBsZS5vcmcvIn2ETSwGbGlua2Vkhk0yBGxpbmsEbnVsbCgATRcPYmFja2dyb3VuZENvbG9yAXcH",
  "ZGVmYXVsdCgATRcJdGV4dENvbG9yAXcHZGVmYXVsdCgATRcNdGV4dEFsaWdubWVudAF3BXJpZ2h0h00XAwpibG9ja0",
  "dyb3VwBwBNNwMOYmxvY2tDb250YWluZXIHAE04AwlwYXJhZ3JhcGgHAE05BgQATToTYmVsb3cgdGhlIHBhcmFncmFw",
  "aCgATTkPYmFja2dyb3VuZENvbG9yAXcHZGVmYXVsdCgATTkJdGV4dENvbG9yAXcHZGVmYXVsdCgATTkNdGV4dEFsaW",
  "dubWVudAF3BGxlZnQoAE04AmlkAXckODYwOWZjNGEtMWE1OS00NzE1LTkyNzEtM2VjNDMxMTE1NTI5KABNFgJpZAF3",
  "JGFmNTM3YzE5LTJkNjAtNGViYy1iNDJkLWRhZTk3NzM3NzE3MIdNFgMOYmxvY2tDb250YWluZXIHAE1TAw5idWxsZX",
  "RMaXN0SXRlbQcATVQGBABNVQpidWxsZXQgb25lKABNVA9iYWNrZ3JvdW5kQ29sb3IBdwdkZWZhdWx0KABNVAl0ZXh0",
  "Q29sb3IBdwdkZWZhdWx0KABNVA10ZXh0QWxpZ25tZW50AXcEbGVmdIdNVAMKYmxvY2tHcm91cAcATWMDDmJsb2NrQ2",
  "9udGFpbmVyBwBNZAMQbnVtYmVyZWRMaXN0SXRlbQcATWUGBABNZgxudW1iZXIgaW4gaXQoAE1lD2JhY2tncm91bmRD",
  "b2xvcgF3B2RlZmF1bHQoAE1lCXRleHRDb2xvcgF3B2RlZmF1bHQoAE1lDXRleHRBbGlnbm1lbnQBdwRsZWZ0KABNZQ",
  "VzdGFydAF9BCgATWQCaWQBdyQ0NDU0OTI5My04OWNmLTRiZTktOGQwOS03Nzg4YjVmNGVhMDiHTWQDDmJsb2NrQ29u",
  "dGFpbmVyBwBNeAMNY2hlY2tMaXN0SXRlbQcATXkGBABNeglkb25lIHRhc2soAE15D2JhY2tncm91bmRDb2xvcgF3B2",
  "RlZmF1bHQoAE15CXRleHRDb2xvcgF3B2RlZmF1bHQoAE15DXRleHRBbGlnbm1lbnQBdwRsZWZ0KABNeQdjaGVja2Vk",
  "AXgoAE14AmlkAXckYzlmOWQ2ZGUtYjk1ZS00MGY1LWEwMzMtYTM3NmFhZDFlZDNjKABNUwJpZAF3JGE4NGJlM2EzLT",
  "lmZDUtNGZkMS05ZmQ3LTU1ZjRhYmNhYWRmOIdNUwMOYmxvY2tDb250YWluZXIHAE2KAQMNY2hlY2tMaXN0SXRlbQcA",
  "TYsBBgQATYwBCW9wZW4gdGFzaygATYsBD2JhY2tncm91bmRDb2xvcgF3B2RlZmF1bHQoAE2LAQl0ZXh0Q29sb3IBdw",
  "dkZWZhdWx0KABNiwENdGV4dEFsaWdubWVudAF3BGxlZnQoAE2LAQdjaGVja2VkAXkoAE2KAQJpZAF3JGEyZjY3ZjYz",
  "LWNkOTYtNGM0My04ODlkLWZkZmNlODcxY2ZhNYdNigEDDmJsb2NrQ29udGFpbmVyBwBNmwEDBXF1b3RlBwBNnAEGBA",
  "BNnQEHYSBxdW90ZSgATZwBD2JhY2tncm91bmRDb2xvcgF3B2RlZmF1bHQoAE2cAQl0ZXh0Q29sb3IBdwdkZWZhdWx0",
  "KABNmwECaWQBdyQ4ZTdhNWVhMy0xOTgyLTRiMWItOGY4ZS02ODc2OWY5ZjBlMmaHTZsBAw5ibG9ja0NvbnRhaW5lcg",
  "cATagBAwljb2RlQmxvY2sHAE2pAQYEAE2qARVsZXQgYSA9IDE7CmxldCBiID0gMjsoAE2pAQhsYW5ndWFnZQF3Cmph",
  "dmFzY3JpcHQoAE2oAQJpZAF3JGIzZTY2Y2UwLWI4YjgtNDU5ZC1hNjRmLTdjZmEzNGM5N2Y2ModNqAEDDmJsb2NrQ2",
  "9udGFpbmVyBwBNwgEDB2RpdmlkZXIoAE3CAQJpZAF3JDMyZWY0NzY5LTgzYzQtNDU4MS1iNmE2LTM3NWFkMGVkYjQ0",
  "NodNwgEDDmJsb2NrQ29udGFpbmVyBwBNxQEDDnRvZ2dsZUxpc3RJdGVtBwBNxgEGBABNxwEGdG9nZ2xlKABNxgEPYm",
  "Fja2dyb3VuZENvbG9yAXcHZGVmYXVsdCgATcYBCXRleHRDb2xvcgF3B2RlZmF1bHQoAE3GAQ10ZXh0QWxpZ25tZW50",
  "AXcEbGVmdIdNxgEDCmJsb2NrR3JvdXAHAE3RAQMOYmxvY2tDb250YWluZXIHAE3SAQMJcGFyYWdyYXBoBwBN0wEGBA",
  "BN1AERaW5zaWRlIHRoZSB0b2dnbGUoAE3TAQ9iYWNrZ3JvdW5kQ29sb3IBdwdkZWZhdWx0KABN0wEJdGV4dENvbG9y",
  "AXcHZGVmYXVsdCgATdMBDXRleHRBbGlnbm1lbnQBdwRsZWZ0KABN0gECaWQBdyRkYzcxNDBjZC01MzMzLTQ4OTMtYT",
  "AyYS0xNTYwNTU4MWY2Y2YoAE3FAQJpZAF3JDYwZTFjODU2LTFiM2EtNDIzYS04NjY2LWNiNDg5ODM5MzQwOIdNxQED",
  "DmJsb2NrQ29udGFpbmVyBwBN6wEDBXRhYmxlBwBN7AEDCHRhYmxlUm93BwBN7QEDCXRhYmxlQ2VsbAcATe4BAw50YW",
  "JsZVBhcmFncmFwaAcATe8BBgQATfABCGNlbGwgb25lKABN7gEJdGV4dENvbG9yAXcHZGVmYXVsdCgATe4BD2JhY2tn",
  "cm91bmRDb2xvcgF3B2RlZmF1bHQoAE3uAQ10ZXh0QWxpZ25tZW50AXcEbGVmdCgATe4BB2NvbHNwYW4BfQEoAE3uAQ",
  "dyb3dzcGFuAX0Bh03uAQMJdGFibGVDZWxsBwBN/gEDDnRhYmxlUGFyYWdyYXBoBwBN/wEGBABNgAIIY2VsbCB0d28o",
  "AE3+AQl0ZXh0Q29sb3IBdwdkZWZhdWx0KABN/gEPYmFja2dyb3VuZENvbG9yAXcHZGVmYXVsdCgATf4BDXRleHRBbG",
  "lnbm1lbnQBdwRsZWZ0KABN/gEHY29sc3BhbgF9ASgATf4BB3Jvd3NwYW4BfQGHTe0BAwh0YWJsZVJvdwcATY4CAwl0",
  "YWJsZUNlbGwHAE2PAgMOdGFibGVQYXJhZ3JhcGgHAE2QAgYEAE2RAgpjZWxsIHRocmVlKABNjwIJdGV4dENvbG9yAX",
  "cHZGVmYXVsdCgATY8CD2JhY2tncm91bmRDb2xvcgF3B2RlZmF1bHQoAE2PAg10ZXh0QWxpZ25tZW50AXcEbGVmdCgA",
  "TY8CB2NvbHNwYW4BfQEoAE2PAgdyb3dzcGFuAX0Bh02PAgMJdGFibGVDZWxsBwBNoQIDDnRhYmxlUGFyYWdyYXBoBw",
  "BNogIGBABNowIJY2VsbCBmb3VyKABNoQIJdGV4dENvbG9yAXcHZGVmYXVsdCgATaECD2JhY2tncm91bmRDb2xvcgF3",
  "B2RlZmF1bHQoAE2hAg10ZXh0QWxpZ25tZW50AXcEbGVmdCgATaECB2NvbHNwYW4BfQEoAE2hAgdyb3dzcGFuAX0BKA",
  "BN7AEJdGV4dENvbG9yAXcHZGVmYXVsdCgATesBAmlkAXckZGYyOTgzNDYtNjdmMy00ZjcwLWIwNDEtZDQ5Y2MzMDdh",
  "MmE5h03rAQMOYmxvY2tDb250YWluZXIHAE20AgMFaW1hZ2UoAE21Ag10ZXh0QWxpZ25tZW50AXcEbGVmdCgATbUCD2",
  "JhY2tncm91bmRDb2xvcgF3B2RlZmF1bHQoAE21AgRuYW1lAXcAKABNtQIDdXJsAXcZaHR0cHM6Ly9leGFtcGxlLm9y",
  "Zy9hLnBuZygATbUCB2NhcHRpb24BdwlBIGNhcHRpb24oAE21AgtzaG93UHJldmlldwF4KABNtQIMcHJldmlld1dpZH",
  "RoAX8oAE20AgJpZAF3JGM0YzFjMWQyLTA0MTYtNDliNS1iYjE3LWZiM2QxZTllNTU1NYdNtAIDDmJsb2NrQ29udGFp",
  "bmVyBwBNvgIDCXBhcmFncmFwaCgATb8CD2JhY2tncm91bmRDb2xvcgF3B2RlZmF1bHQoAE2/Agl0ZXh0Q29sb3IBdw",
  "dkZWZhdWx0KABNvwINdGV4dEFsaWdubWVudAF3BGxlZnQoAE2+AgJpZAF3DmluaXRpYWxCbG9ja0lkAA==",
];
