import type { RouteRecordRaw } from 'vue-router'
import { about, help } from '@/wording/help'

export default [
  { path: '/help/:chapter?', name: 'help', component: () => import('./HelpPage.vue'), meta: { room: 'help', title: help.title } },
  { path: '/about', name: 'about', component: () => import('./AboutPage.vue'), meta: { room: 'help', title: about.title } },
] satisfies RouteRecordRaw[]
