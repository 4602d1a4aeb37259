import type { RouteRecordRaw } from 'vue-router'
import { importing } from '@/wording/import'

export default [
  { path: '/import', name: 'import', component: () => import('./ImportPage.vue'), meta: { room: 'import', title: importing.title } },
] satisfies RouteRecordRaw[]
