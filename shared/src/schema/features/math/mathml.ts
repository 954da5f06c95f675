/**
 * MathML as TeX, for pages that have no TeX beside it. Covers what people write in documents; of
 * anything else the letters are kept, one after the other.
 */

import { isElement, tagOf, textIn, type DomElement, type DomNode } from "../../dom.ts";

/** Deepest nesting that is read; honest formulas have some ten levels. */
const maxDepth = 60;

/** Letters and signs that TeX has names for. */
const signs: Readonly<Record<string, string>> = {
  "×": "\\times ",
  "⋅": "\\cdot ",
  "·": "\\cdot ",
  "÷": "\\div ",
  "±": "\\pm ",
  "∓": "\\mp ",
  "−": "-",
  "≤": "\\le ",
  "≥": "\\ge ",
  "≠": "\\ne ",
  "≈": "\\approx ",
  "≡": "\\equiv ",
  "∞": "\\infty ",
  "∑": "\\sum ",
  "∏": "\\prod ",
  "∫": "\\int ",
  "∂": "\\partial ",
  "∇": "\\nabla ",
  "√": "\\surd ",
  "∈": "\\in ",
  "∉": "\\notin ",
  "⊂": "\\subset ",
  "⊆": "\\subseteq ",
  "∪": "\\cup ",
  "∩": "\\cap ",
  "→": "\\to ",
  "⇒": "\\Rightarrow ",
  "⇔": "\\Leftrightarrow ",
  "↔": "\\leftrightarrow ",
  "∀": "\\forall ",
  "∃": "\\exists ",
  "…": "\\dots ",
  "⋯": "\\cdots ",
  "′": "'",
  "°": "^{\\circ}",
  α: "\\alpha ",
  β: "\\beta ",
  γ: "\\gamma ",
  δ: "\\delta ",
  ε: "\\varepsilon ",
  ζ: "\\zeta ",
  η: "\\eta ",
  θ: "\\theta ",
  ι: "\\iota ",
  κ: "\\kappa ",
  λ: "\\lambda ",
  μ: "\\mu ",
  ν: "\\nu ",
  ξ: "\\xi ",
  π: "\\pi ",
  ρ: "\\rho ",
  σ: "\\sigma ",
  τ: "\\tau ",
  φ: "\\varphi ",
  χ: "\\chi ",
  ψ: "\\psi ",
  ω: "\\omega ",
  Γ: "\\Gamma ",
  Δ: "\\Delta ",
  Θ: "\\Theta ",
  Λ: "\\Lambda ",
  Ξ: "\\Xi ",
  Π: "\\Pi ",
  Σ: "\\Sigma ",
  Φ: "\\Phi ",
  Ψ: "\\Psi ",
  Ω: "\\Omega ",
  ℝ: "\\mathbb{R}",
  ℕ: "\\mathbb{N}",
  ℤ: "\\mathbb{Z}",
  ℚ: "\\mathbb{Q}",
  ℂ: "\\mathbb{C}",
  // Signs for programs that read formulas aloud.
  "\u2061": "",
  "\u2062": "",
  "\u2063": "",
  "\u2064": "",
  "{": "\\{",
  "}": "\\}",
  "%": "\\%",
  "#": "\\#",
  "&": "\\&",
  _: "\\_",
};

const functions =
  /^(sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|sinh|cosh|tanh|log|ln|exp|lim|max|min|sup|inf|det|dim|ker|gcd)$/;

const accents: Readonly<Record<string, string>> = {
  "¯": "\\overline",
  "‾": "\\overline",
  "^": "\\hat",
  ˆ: "\\hat",
  "~": "\\tilde",
  "˜": "\\tilde",
  "→": "\\vec",
  "⃗": "\\vec",
  "˙": "\\dot",
  "¨": "\\ddot",
  "⏞": "\\overbrace",
};

/** A formula as TeX. */
export function texFromMathml(math: DomElement): string {
  return texOf(math, 0).replaceAll(/\s+/g, " ").trim();
}

/** Signs as TeX writes them. */
export function texSigns(text: string): string {
  return Array.from(text, (letter) => signs[letter] ?? letter).join("");
}

function texOf(node: DomNode, depth: number): string {
  if (node.nodeType === 3) return texSigns((node.nodeValue ?? "").trim());
  if (!isElement(node)) return "";
  if (depth === maxDepth) return texSigns(textIn(node).trim());
  const all = childrenOf(node);
  const parts = all.map((child) => texOf(child, depth + 1));
  const [a = "", b = "", c = ""] = parts;
  switch (tagOf(node).replace(/^m:/, "")) {
    case "mi": {
      const name = textIn(node).trim();
      return functions.test(name) ? `\\${name} ` : name.length > 1 ? named(name) : texSigns(name);
    }
    case "mtext":
      return `\\text{${textIn(node)}}`;
    case "mspace":
      return " ";
    case "mfrac":
      return `\\frac{${a}}{${b}}`;
    case "msqrt":
      return `\\sqrt{${parts.join("")}}`;
    case "mroot":
      return `\\sqrt[${b}]{${a}}`;
    case "msup":
      return `${base(a)}^{${b}}`;
    case "msub":
      return `${base(a)}_{${b}}`;
    case "msubsup":
    case "munderover":
      return `${base(a)}_{${b}}^{${c}}`;
    case "munder":
      return `${base(a)}_{${b}}`;
    case "mover": {
      const accent = all[1] === undefined ? undefined : accents[textIn(all[1]).trim()];
      return accent === undefined ? `${base(a)}^{${b}}` : `${accent}{${a}}`;
    }
    case "mfenced": {
      const [open, close] = ["open", "close"].map((name) => node.getAttribute(name));
      return `\\left${open ?? "("}${parts.join(",")}\\right${close ?? ")"}`;
    }
    case "mtr":
      return parts.join(" & ");
    case "mtable":
      return `\\begin{matrix}${parts.join(" \\\\ ")}\\end{matrix}`;
    case "annotation":
    case "annotation-xml":
      return "";
    default:
      return parts.join("");
  }
}

/** Elements, and of what holds none its text. */
function childrenOf(element: DomElement): DomNode[] {
  const nodes: DomNode[] = [];
  for (let child = element.firstChild; child !== null; child = child.nextSibling) nodes.push(child);
  const inner = nodes.filter(isElement);
  return inner.length > 0 ? inner : nodes;
}

function named(name: string): string {
  const tex = texSigns(name);
  return /^[A-Za-z]+$/.test(name) ? `\\mathrm{${name}}` : tex;
}

/** What an index stands at: TeX takes one letter or group. */
function base(tex: string): string {
  return /^(.|\\[A-Za-z]+ ?)$/u.test(tex) ? tex.trim() : `{${tex}}`;
}
