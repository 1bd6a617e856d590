// A learning platform's side of SCORM 1.2 (ADL, Run-Time Environment 1.2, sections 3.2 to 3.4): the order of the calls, the data
// elements that an exercise uses, with their formats and limits, and the standard's error codes. It keeps values across visits,
// like platforms do, and a list of all errors.
(() => {
  const integer = (least, most) => (value) => /^-?\d+(\.\d+)?$/.test(value) && Number(value) >= least && Number(value) <= most;
  const characters = (most) => (value) => value.length <= most;
  /** The readable elements, and the values that may be written; null if none. */
  const model = {
    'cmi.core.student_id': null,
    'cmi.core.student_name': null,
    'cmi.core.lesson_location': characters(255),
    'cmi.core.credit': null,
    'cmi.core.lesson_status': (value) => ['passed', 'completed', 'failed', 'incomplete', 'browsed'].includes(value),
    'cmi.core.entry': null,
    'cmi.core.score.raw': (value) => value === '' || integer(0, 100)(value),
    'cmi.core.score.min': (value) => value === '' || integer(0, 100)(value),
    'cmi.core.score.max': (value) => value === '' || integer(0, 100)(value),
    'cmi.core.exit': (value) => ['time-out', 'suspend', 'logout', ''].includes(value),
    'cmi.core.session_time': (value) => /^\d{2,4}:\d\d:\d\d(\.\d{1,2})?$/.test(value),
    'cmi.suspend_data': characters(4096),
    'cmi.launch_data': null,
  };
  const kept = { 'cmi.core.lesson_status': 'not attempted', 'cmi.core.student_name': 'Student', 'cmi.core.credit': 'credit' };
  const refusals = [];
  let state = 'not initialized';
  let error = '0';
  const answer = (code, call) => {
    error = code;
    if (code !== '0') refusals.push(`${code} ${call}`);
    return code === '0';
  };
  const open = (call) => answer(state === 'running' ? '0' : '301', call);
  window.API = {
    LMSInitialize(nothing) {
      if (!answer(nothing !== '' ? '201' : state === 'running' ? '101' : '0', 'LMSInitialize')) return 'false';
      state = 'running';
      return 'true';
    },
    LMSFinish(nothing) {
      if (!open('LMSFinish') || !answer(nothing === '' ? '0' : '201', 'LMSFinish')) return 'false';
      state = 'finished';
      return 'true';
    },
    LMSGetValue(element) {
      if (!open(`LMSGetValue ${element}`)) return '';
      if (element === 'cmi.core.session_time' || element === 'cmi.core.exit') answer('404', `LMSGetValue ${element}`);
      else if (!answer(element in model ? '0' : '401', `LMSGetValue ${element}`)) return '';
      return kept[element] ?? '';
    },
    LMSSetValue(element, value) {
      if (!open(`LMSSetValue ${element}`)) return 'false';
      const allowed = model[element];
      const code =
        typeof value !== 'string'
          ? '405'
          : allowed === undefined
            ? '401'
            : allowed === null
              ? '403'
              : allowed(value)
                ? '0'
                : '405';
      if (!answer(code, `LMSSetValue ${element} ${value}`)) return 'false';
      kept[element] = value;
      return 'true';
    },
    LMSCommit: (nothing) => String(open('LMSCommit') && answer(nothing === '' ? '0' : '201', 'LMSCommit')),
    LMSGetLastError: () => error,
    LMSGetErrorString: (code) => `error ${code}`,
    LMSGetDiagnostic: () => '',
  };
  window.platform = {
    kept,
    refusals,
    state: () => state,
    /** Opens the exercise, as when a learner arrives, or leaves it if there is none. */
    visit(address) {
      const place = document.querySelector('div');
      place.replaceChildren();
      if (!address) return;
      state = 'not initialized';
      const frame = document.createElement('iframe');
      Object.assign(frame, { src: address, width: 1000, height: 700, title: 'ConvDot' });
      place.append(frame);
    },
  };
})();
