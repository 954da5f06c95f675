/** The templates in German, as Markdown. */

import type { TemplateTexts } from "./template-texts.ts";

/** See the head of this file. */
export const texts: TemplateTexts = {
  meeting: `# Besprechungsnotizen

**Datum:**\\
**Anwesend:**

## Themen

1. 

## Was gesagt wurde

…

## Was entschieden wurde

> [!IMPORTANT]
> …

## Wer was tut

- [ ] Aufgabe – wer, bis wann
- [ ] 
`,
  project: `# Projektplan

## Ziel

Was wird anders sein, wenn das fertig ist?

## Schritte

| Was | Wer | Bis |
| --- | --- | --- |
|     |     |     |
|     |     |     |

## Risiken

- Was könnte schiefgehen, und was dann?

## Als Nächstes

- [ ] 
`,
  decision: `# Entscheidung

> [!TIP]
> In einem Satz: Was wurde entschieden?

## Warum jetzt

…

## Was es sonst gab

1. **Möglichkeit A** – dafür, dagegen
2. **Möglichkeit B** – dafür, dagegen

## Was daraus folgt

- [ ] Denen sagen, die es betrifft
- [ ] Wieder ansehen am
`,
  checklist: `# Checkliste

## Vorher

- [ ] 
- [ ] 

## Am Tag selbst

- [ ] 
- [ ] 

## Danach

- [ ] 
`,
};
