declare module "@coscribe/client/embed.css";
