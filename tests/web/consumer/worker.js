import { verdict } from './verdict.js';

verdict().then(postMessage, (error) => postMessage(`failed: ${error.message}`));
