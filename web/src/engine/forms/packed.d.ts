declare module '*?packed' {
  const base64: string;
  export default base64;
}
declare module '*/in-one.ts?function' {
  const run: () => typeof import('../in-one.ts');
  export default run;
}
