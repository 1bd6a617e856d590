declare module '*?bytes' {
  const bytes: () => Uint8Array<ArrayBuffer>;
  export default bytes;
}
