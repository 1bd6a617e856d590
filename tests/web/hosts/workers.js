// Records the workers that a page makes, for tests.
window.workers = [];
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    window.workers.push(this);
    this.inUse = true;
  }
  terminate() {
    this.inUse = false;
    super.terminate();
  }
};
