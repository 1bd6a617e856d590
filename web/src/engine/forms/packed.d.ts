declare module '*?packed' {
  const base64: string;
  export default base64;
}
declare module '*?function' {
  const run: () => typeof import('../in-one.ts');
  export default run;
}
interface Window {
  /** In the single file alone. */
  convdotWasm: Uint8Array<ArrayBuffer>;
}
