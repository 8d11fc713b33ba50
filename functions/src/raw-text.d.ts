/** Vite's: the file itself as text. */
declare module '*?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: it is how Vite gives it
  export default text;
}
