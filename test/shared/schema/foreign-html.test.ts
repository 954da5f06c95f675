/** What other programs put on the clipboard, one test for each way in which that has gone wrong. */

import { blocksFromHtmlSource, plainText, toHtml } from "@coscribe/shared/exchange";
import { picturesLeftOut, type DomNode } from "@coscribe/shared/schema";
import { describe, expect, it } from "vitest";
import { block } from "./documents.ts";
import { wordOfWord, wordOnlinePage, wordPage } from "./fixtures/word.ts";
import { domOf } from "./html-dom.ts";
import { outline } from "./outline.ts";

function read(html: string): string[] {
  return outline(blocksFromHtmlSource(html));
}

/** The formulas in a page: those on lines of their own, and those within text. */
function formulas(html: string): unknown[] {
  return blocksFromHtmlSource(html).flatMap(({ attributes, runs }) => {
    const inline = runs.flatMap((run) =>
      run.type === "object" && run.object.name === "math" ? [run.object.attributes["tex"]] : [],
    );
    const isBlock = attributes["kind"] === "math";
    const texts = runs.map((run) => (run.type === "text" ? run.text : ""));
    return isBlock ? [{ display: texts.join("") }] : inline;
  });
}

describe("what other programs copy", () => {
  it("D100 lists of Word are lists, its headings keep their numbers, comments and hidden text stay away", () => {
    expect(read(wordPage)).toEqual([
      "heading 0: 1 Scope",
      "bullet 0: apples",
      "bullet 1: green [ones](bold)",
      "numbered 0 4: fourth",
      "numbered 0: fifth",
      "numbered 1: below",
      "task 0 true: done",
      "paragraph 0: seen and noted[1] 10[6](sup)",
      "paragraph 0: [1] by somebody",
    ]);
    expect(read(wordOfWord)).toEqual(["paragraph 0: word"]);
  });

  it("D101 elements that a style sheet made lines are lines, and those that it put in a line are not", () => {
    expect(
      read(
        '<span style="display: block">one</span><span style="display:flex">two</span>' +
          '<span style="display: table-cell">three</span><div style="display: inline">four</div> five' +
          '<div style="display: inline-block">six</div><div style="display:inline-block">seven</div>',
      ),
    ).toEqual([
      "paragraph 0: one",
      "paragraph 0: two",
      "paragraph 0: three",
      "paragraph 0: four five",
      "paragraph 0: six",
      "paragraph 0: seven",
    ]);
  });

  it("D102 raised and lowered letters keep their meaning, however that is said", () => {
    expect(
      read(
        '<p>10<sup>6</sup> H<sub>2</sub>O <span style="font-size:0.6em;vertical-align:super">a</span>' +
          "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <ruby>字<rt>ji</rt></ruby></p>",
      ),
    ).toEqual(["paragraph 0: 10[6](sup) H[2](sub)O [a](sup)漢(kan) 字(ji)"]);
  });

  it("D103 emoji that are pictures are letters", () => {
    expect(
      read(
        '<p>go <img class="emoji" alt="🎉" src="https://a.example/1f389.png"><img alt="👍🏽" src="x.png">' +
          '<img data-stringify-emoji=":tada:" src="https://s.example/t.png">' +
          '<img itemtype="http://schema.skype.com/Emoji" alt="🙂" src="https://t.example/e.png"></p>',
      ),
    ).toEqual(["paragraph 0: go 🎉👍🏽:tada:🙂"]);
  });

  it("D104 pictures that others could not load are told in words, and listed", () => {
    const html =
      '<p><img src="https://a.example/a.png" alt="kept"></p>' +
      '<p>see <img src="data:image/png;base64,AA==" alt="a chart"></p>' +
      '<img src="file:///C:/x.png"><img src="data:image/gif;base64,R0" width="1" height="1">';
    expect(read(html)).toEqual(["image", "paragraph 0: see a chart"]);
    const page = domOf([
      ["img", { src: "data:image/png;base64,AA==", alt: "a chart" }],
      ["img", { src: "https://a.example/a.png" }],
      ["p", {}, ["img", { src: "file:///C:/x.png" }]],
      ["img", { src: "data:image/gif;base64,R0", width: "1", height: "1" }],
      ["img", { class: "emoji", alt: "🎉", src: "data:image/png;base64,AA==" }],
    ]);
    expect(picturesLeftOut(page)).toEqual([
      { src: "data:image/png;base64,AA==", alt: "a chart" },
      { src: "file:///C:/x.png", alt: "" },
    ]);
  });

  it("D105 formulas keep their TeX: KaTeX, Wikipedia, MathJax", () => {
    const mathml =
      "<math><semantics><mrow><mi>E</mi></mrow>" +
      '<annotation encoding="application/x-tex">E=mc^2</annotation></semantics></math>';
    expect(
      formulas(
        `<p>so <span class="katex"><span class="katex-mathml">${mathml}</span>` +
          '<span class="katex-html" aria-hidden="true"><span>E=mc2</span></span></span></p>' +
          `<span class="katex-display"><span class="katex">${mathml}<span>E=mc2</span></span></span>` +
          '<p><span class="mwe-math-element"><span style="display:none"><math alttext="{\\displaystyle a^{2}}"></math></span>' +
          '<img class="mwe-math-fallback-image-inline" alt="{\\displaystyle a^{2}}" src="//w.example/a.svg"></span></p>' +
          '<p><mjx-container display="true"><svg></svg><mjx-assistive-mml><math><mfrac><mn>1</mn><msqrt><mi>x</mi></msqrt>' +
          "</mfrac></math></mjx-assistive-mml></mjx-container></p>" +
          '<p><span class="MathJax" data-mathml="&lt;math&gt;&lt;msub&gt;&lt;mi&gt;α&lt;/mi&gt;&lt;mn&gt;1&lt;/mn&gt;&lt;/msub&gt;&lt;/math&gt;"><nobr>α1</nobr></span></p>' +
          "<p><math><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>sin</mi><mtext>if</mtext></math></p>",
      ),
    ).toEqual([
      "E=mc^2",
      { display: "E=mc^2" },
      "a^{2}",
      { display: "\\frac{1}{\\sqrt{x}}" },
      "\\alpha_{1}",
      "\\sum_{i}^{n}\\sin \\text{if}",
    ]);
  });

  it("D105 so do those of Word, whose pictures for others are left out", () => {
    const word = (math: string): string =>
      `<!--[if gte msEquation 12]>${math}<![endif]--><![if !msEquation]><img src="file:///C:/e.png" alt="e"><![endif]>`;
    const html =
      `<p class=MsoNormal>so ${word(
        "<m:oMath><m:f><m:num><i style='mso-x:y'><span lang=EN-US><m:r>1</m:r></span></i></m:num>" +
          "<m:den><m:sSup><m:e><m:r>x</m:r></m:e><m:sup><m:r>2</m:r></m:sup></m:sSup></m:den></m:f></m:oMath>",
      )} it is</p>` +
      `<p>${word(
        '<m:oMathPara><m:oMath><m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r>i</m:r></m:sub>' +
          "<m:sup><m:r>n</m:r></m:sup><m:e><m:r>α</m:r></m:e></m:nary></m:oMath></m:oMathPara>",
      )}</p>`;
    expect(read(html)).toEqual(["paragraph 0: so <math> it is", "math 0: \\sum_{i}^{n} \\alpha"]);
    expect(formulas(html)[0]).toBe("\\frac{1}{{x}^{2}}");
  });

  it("D106 numbers of lists stay: where they begin, go on after a paragraph, say their own or count down", () => {
    expect(
      read(
        '<ol start="5"><li>five<li value="9">nine<li>ten</ol><p>between</p><ol start="11"><li>eleven</ol>' +
          "<hr><ol reversed><li>three<li>two<li>one</ol>",
      ),
    ).toEqual([
      "numbered 0 5: five",
      "numbered 0 9: nine",
      "numbered 0: ten",
      "paragraph 0: between",
      "numbered 0 11: eleven",
      "divider",
      "numbered 0 3: three",
      "numbered 0 2: two",
      "numbered 0 1: one",
    ]);
  });

  it("D107 tasks that are written in letters, or stand in no list, are tasks", () => {
    expect(
      read(
        "<ul><li>☐ open<li>☑ done<li>☒&nbsp;done too<li>[ ] open<li>[x] done<li><b>☑ </b>bold</ul>" +
          '<p><input type="checkbox" checked> in a paragraph</p><p>☐ box</p><p>[x] no list</p>' +
          '<ul data-type="taskList"><li data-type="taskItem" data-checked="true"><label><input type="checkbox">' +
          "<span></span></label><div><p>other editor</p></div></li></ul>",
      ),
    ).toEqual([
      "task 0: open",
      "task 0 true: done",
      "task 0 true: done too",
      "task 0: open",
      "task 0 true: done",
      "task 0 true: bold",
      "task 0 true: in a paragraph",
      "task 0: box",
      "paragraph 0: [x] no list",
      "task 0 true: other editor",
    ]);
  });

  it("D107 what Google Docs strikes through because it is done is not struck here", () => {
    const item = (done: boolean, text: string): string =>
      `<li role="checkbox" aria-checked="${done}"><p role="presentation" style="display:inline">${text}</p></li>`;
    const struck = '<span style="text-decoration:line-through">done</span>';
    expect(read(`<ul>${item(true, struck)}${item(false, struck)}</ul>`)).toEqual([
      "task 0 true: done",
      "task 0: [done](strike)",
    ]);
  });

  it("D107 what only begins like a task comes back as what it was from our own pages", () => {
    const blocks = [
      block({ kind: "bullet" }, "[x] no task"),
      block({}, "☐ none either"),
      block({ kind: "task" }, "[ ] a task"),
    ];
    expect(read(toHtml(blocks))).toEqual(outline(blocks));
  });

  it("D108 links to call, write or find a place stay; of those that nobody may follow the address does", () => {
    expect(
      read(
        '<p><a href="tel:+4930">call</a> <a href="geo:1,2">map</a> <a href="https://a.exam\nple/x\u200b">far</a> ' +
          '<a href="file:///C:/plan.docx">plan</a> <a href="zotero:9">zotero:9</a> <a href="javascript:x()">go</a></p>',
      ),
    ).toEqual([
      "paragraph 0: [call](tel:+4930) [map](geo:1,2) [far](https://a.example/x) " +
        "plan (file:///C:/plan.docx) zotero:9 go",
    ]);
  });

  it("D109 what a page hides is not pasted, nor a wiki's links to edit", () => {
    expect(
      read(
        '<p hidden>a</p><p style="visibility: hidden">b</p><p style="mso-hide:all">c</p>' +
          '<span style="font-size:0">d</span><span style="width:1px;height:1px;overflow:hidden">e</span>' +
          '<h2>Title<span class="mw-editsection">[<a href="/e">edit</a>]</span></h2><button>Save</button>',
      ),
    ).toEqual(["heading 0 2: Title"]);
  });

  it("D110 lists, code and headings in a quotation are in it, callouts of others are callouts", () => {
    expect(
      read(
        "<blockquote><h3>t</h3><ul><li>a</ul><pre>x</pre></blockquote>" +
          '<div class="markdown-alert markdown-alert-warning"><p class="markdown-alert-title"><svg></svg>Warning</p><p>mind</p></div>' +
          '<div class="admonition danger"><p class="admonition-title">Own words</p><p>no</p></div>' +
          '<blockquote style="margin: 0 0 0 40px; border: none; padding: 0px">indented</blockquote>' +
          "<details><summary>more</summary><p>inside</p></details>",
      ),
    ).toEqual([
      "heading/quote 0 3: t",
      "bullet/quote 0: a",
      "code/quote 0: x",
      "paragraph/warning 0: mind",
      "paragraph/caution 0: Own words",
      "paragraph/caution 0: no",
      "paragraph 0: indented",
      "toggle 0: more",
      "paragraph 1: inside",
    ]);
  });

  it("D111 code is code with its language, without numbers of lines and buttons", () => {
    const vsCode =
      "<div style=\"color:#ccc;font-family:Menlo, 'Courier New', monospace;white-space:pre;\">" +
      '<div><span style="color:#569cd6">if</span> x:</div><br><div>  y</div></div>';
    const chat =
      '<pre class="overflow-visible"><div class="rounded"><div class="flex">python</div>' +
      '<div><button>Copy code</button></div><div dir="ltr"><code class="hljs language-python">print(1)\nx</code></div></div></pre>';
    const pygments =
      '<div class="highlight-python notranslate"><div class="highlight"><table class="highlighttable"><tr>' +
      '<td class="linenos"><div class="linenodiv"><pre>1\n2</pre></div></td>' +
      '<td class="code"><div class="highlight"><pre>a\nb</pre></div></td></tr></table></div></div>';
    const gitHub = '<div class="highlight highlight-source-ts"><pre>let a</pre></div>';
    const blob =
      '<table class="highlight js-file-line-container"><tbody><tr><td class="blob-num" data-line-number="1">1</td>' +
      '<td class="blob-code">one</td></tr><tr><td class="blob-num">2</td><td class="blob-code">two</td></tr></tbody></table>';
    const pandoc =
      '<div class="sourceCode" id="cb1"><pre class="sourceCode haskell"><code class="sourceCode haskell">main</code></pre></div>';
    const shiki =
      '<pre class="shiki" data-language="js"><code><span class="line"><span style="color:#f00">a</span></span>\n<span class="line">b</span></code></pre>';
    expect(read(vsCode + chat + pygments + gitHub + blob + pandoc + shiki)).toEqual([
      "code 0: if x:⏎⏎  y",
      "code 0 python: print(1)⏎x",
      "code 0 python: a⏎b",
      "code 0 ts: let a",
      "code 0: one⏎two",
      "code 0 haskell: main",
      "code 0 js: a⏎b",
    ]);
  });

  it("D112 levels that only attributes tell are levels: Word in the browser, Slack", () => {
    expect(
      read(
        wordOnlinePage +
          '<ul data-stringify-type="unordered-list" data-indent="1"><li data-stringify-indent="1">slack</li></ul>',
      ),
    ).toEqual(["bullet 0: first\u00a0", "bullet 1: below it", "bullet 1: slack"]);
  });

  it("D113 control characters do not come in, and what breaks lines elsewhere does here", () => {
    expect(read("<pre>a\u000bb\u2028c\u0001\ufeffd</pre><p>e\u000bf\u0008</p>")).toEqual([
      "code 0: a⏎b⏎cd",
      "paragraph 0: e⏎f",
    ]);
  });

  it("D114 colours are the nearest of ours, and what all text is in is none", () => {
    expect(
      read(
        '<p><span style="color:#000">a</span><span style="color: rgb(192, 0, 0)">b</span>' +
          '<span style="background-color:yellow">c</span><span style="background-color: #fff">d</span>' +
          '<a href="/x" style="color:#0563c1">e</a><font color="#00b050">f</font><mark>g</mark></p>',
      ),
    ).toEqual(["paragraph 0: a[b](color)[c](highlight)d[e](/x)[f](color)[g](highlight)"]);
    const colors = blocksFromHtmlSource(
      '<span style="color:#7030a0">a</span> <span style="background:#ffc0cb">b</span>',
    )[0]!.runs.map(({ formats }) => formats);
    expect(colors).toEqual([{ color: { color: "purple" } }, {}, { highlight: { color: "pink" } }]);
  });

  it("D115 alignment is kept, in text from right to left too, and pictures keep their captions", () => {
    const blocks = blocksFromHtmlSource(
      '<p align="right">a</p><p dir="rtl" style="text-align:right">b</p><center>c</center>' +
        '<figure><img src="https://a.example/a.png"><figcaption>what it shows</figcaption></figure>',
    );
    expect(blocks.map(({ name, attributes }) => [name, { ...attributes }])).toEqual([
      ["block", { align: "end" }],
      ["block", { dir: "rtl" }],
      ["block", { align: "center" }],
      ["image", { src: "https://a.example/a.png" }],
      ["block", { kind: "caption" }],
    ]);
    expect(plainText(blocks)).toContain("what it shows");
  });

  it("D116 a page nested without end is looked through without failing", () => {
    let deep: DomNode = domOf([["span", { class: "katex" }, "x"]]).firstChild!;
    for (let level = 0; level < 20_000; level++) {
      const inside = deep;
      deep = { ...domOf([["pre", { class: "mw" }]]).firstChild!, firstChild: inside };
    }
    expect(picturesLeftOut({ ...domOf([]), firstChild: deep })).toEqual([]);
  });
});
