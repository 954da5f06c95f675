/** The templates in Spanish, as Markdown. */

import type { TemplateTexts } from "./template-texts.ts";

/** See the head of this file. */
export const texts: TemplateTexts = {
  meeting: `# Notas de reunión

**Fecha:**\\
**Asistentes:**

## Temas

1. 

## Lo que se dijo

…

## Lo que se decidió

> [!IMPORTANT]
> …

## Quién hace qué

- [ ] Tarea – quién, hasta cuándo
- [ ] 
`,
  project: `# Plan de proyecto

## Objetivo

¿Qué será distinto cuando esto esté hecho?

## Pasos

| Qué | Quién | Hasta |
| --- | ----- | ----- |
|     |       |       |
|     |       |       |

## Riesgos

- ¿Qué podría salir mal y qué haríamos entonces?

## Lo siguiente

- [ ] 
`,
  decision: `# Decisión

> [!TIP]
> En una frase: ¿qué se decidió?

## Por qué ahora

…

## Qué más había

1. **Opción A** – a favor, en contra
2. **Opción B** – a favor, en contra

## Qué sigue

- [ ] Avisar a quienes les afecta
- [ ] Revisarlo el
`,
  checklist: `# Lista de tareas

## Antes

- [ ] 
- [ ] 

## El mismo día

- [ ] 
- [ ] 

## Después

- [ ] 
`,
};
