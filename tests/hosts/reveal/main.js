import 'convdot/element';
import Reveal from 'reveal.js';
import 'reveal.js/reveal.css';
import 'reveal.js/theme/white.css';

window.deck = new Reveal({ width: 1280, height: 900, transition: 'none' });
window.deck.initialize();
