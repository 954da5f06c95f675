/** The templates in English, as Markdown. */

import type { TemplateTexts } from "./template-texts.ts";

/** See the head of this file. */
export const texts: TemplateTexts = {
  meeting: `# Meeting notes

**Date:**\\
**Present:**

## Topics

1. 

## What was said

…

## What was decided

> [!IMPORTANT]
> …

## Who does what

- [ ] Task – who, until when
- [ ] 
`,
  project: `# Project plan

## Goal

What will be different when this is done?

## Steps

| What | Who | Until |
| ---- | --- | ----- |
|      |     |       |
|      |     |       |

## Risks

- What could go wrong, and what then?

## Next

- [ ] 
`,
  decision: `# Decision

> [!TIP]
> In one sentence: what was decided?

## Why now

…

## What else there was

1. **Option A** – for, against
2. **Option B** – for, against

## What follows

- [ ] Tell those whom it concerns
- [ ] Look at it again on
`,
  checklist: `# Checklist

## Before

- [ ] 
- [ ] 

## On the day

- [ ] 
- [ ] 

## Afterwards

- [ ] 
`,
};
