import type { RouteRecordRaw } from 'vue-router'
import { home } from '@/wording/home'

export default [
  { path: '/home', name: 'home', component: () => import('./HomePage.vue'), meta: { room: 'home', title: home.title } },
] satisfies RouteRecordRaw[]
