// What of fflate is used. A form of the page that is one script keeps all that import() names: of the library itself that were 8 KB
// more, after gzip.
export { strToU8, zipSync } from 'fflate';
