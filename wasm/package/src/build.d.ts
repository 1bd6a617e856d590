// What the build puts in the place of two names in index.js, for the type checker.
declare const CONVDOT_VERSION: string;
declare module 'convdot-glue' {
  /** Fills the object in and resolves to it when the module is ready. */
  const createInstance: (instance: object) => Promise<object>;
  export default createInstance;
}
