import 'convdot/element';
import { createApp } from 'vue';
import Course from './Course.vue';

createApp(Course).mount('#app');
