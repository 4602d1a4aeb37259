import type { RouteRecordRaw } from 'vue-router'
import { pledges } from '@/wording/pledges'

export default [
  { path: '/pledges', name: 'pledges', component: () => import('./PledgesPage.vue'), meta: { room: 'pledges', title: pledges.title } },
] satisfies RouteRecordRaw[]
