// Emscripten's glue, which the build bundles under this name.
declare module 'convdot-glue' {
  /** Fills the object in and resolves to it when the module is ready. */
  const createInstance: (instance: object) => Promise<object>;
  export default createInstance;
}
