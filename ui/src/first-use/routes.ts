import type { RouteRecordRaw } from 'vue-router'
import { welcome } from '@/wording/first-use'

export default [
  { path: '/welcome', name: 'welcome', component: () => import('./WelcomePage.vue'), meta: { title: welcome.title } },
] satisfies RouteRecordRaw[]
