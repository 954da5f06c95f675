/** The templates in Chinese, as Markdown. */

import type { TemplateTexts } from "./template-texts.ts";

/** See the head of this file. */
export const texts: TemplateTexts = {
  meeting: `# 会议记录

**日期：**\\
**出席：**

## 议题

1. 

## 讨论内容

……

## 决定

> [!IMPORTANT]
> ……

## 谁做什么

- [ ] 任务 – 谁，何时完成
- [ ] 
`,
  project: `# 项目计划

## 目标

完成之后会有什么不同？

## 步骤

| 事项 | 负责人 | 截止 |
| ---- | ------ | ---- |
|      |        |      |
|      |        |      |

## 风险

- 可能出什么问题？届时怎么办？

## 下一步

- [ ] 
`,
  decision: `# 决策

> [!TIP]
> 用一句话说明：决定了什么？

## 为什么是现在

……

## 其他选择

1. **方案 A** – 优点，缺点
2. **方案 B** – 优点，缺点

## 后续

- [ ] 告知相关人员
- [ ] 再次评估的日期
`,
  checklist: `# 清单

## 之前

- [ ] 
- [ ] 

## 当天

- [ ] 
- [ ] 

## 之后

- [ ] 
`,
};
