/** A style sheet that a page imports for the bundler to find. */
declare module "@coscribe/client/editor.css";
