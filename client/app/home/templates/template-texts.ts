/** What a new document can begin with. */

/** The templates, in the order in which they are offered; their names are `template.` and one of these. */
export const templates = ["meeting", "project", "decision", "checklist"] as const;

/** One of them. */
export type TemplateId = (typeof templates)[number];

/** Their texts in one language, as Markdown. */
export type TemplateTexts = Readonly<Record<TemplateId, string>>;
