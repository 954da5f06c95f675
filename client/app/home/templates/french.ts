/** The templates in French, as Markdown. */

import type { TemplateTexts } from "./template-texts.ts";

/** See the head of this file. */
export const texts: TemplateTexts = {
  meeting: `# Compte rendu de réunion

**Date :**\\
**Présents :**

## Sujets

1. 

## Ce qui a été dit

…

## Ce qui a été décidé

> [!IMPORTANT]
> …

## Qui fait quoi

- [ ] Tâche – qui, pour quand
- [ ] 
`,
  project: `# Plan de projet

## Objectif

Qu’est-ce qui sera différent quand ce sera fait ?

## Étapes

| Quoi | Qui | Pour le |
| ---- | --- | ------- |
|      |     |         |
|      |     |         |

## Risques

- Qu’est-ce qui pourrait mal tourner, et que faire alors ?

## Ensuite

- [ ] 
`,
  decision: `# Décision

> [!TIP]
> En une phrase : qu’est-ce qui a été décidé ?

## Pourquoi maintenant

…

## Les autres options

1. **Option A** – pour, contre
2. **Option B** – pour, contre

## Ce qui s’ensuit

- [ ] Prévenir les personnes concernées
- [ ] Y revenir le
`,
  checklist: `# Liste de contrôle

## Avant

- [ ] 
- [ ] 

## Le jour même

- [ ] 
- [ ] 

## Après

- [ ] 
`,
};
