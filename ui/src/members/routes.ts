import type { RouteRecordRaw } from 'vue-router'
import { members } from '@/wording/members'

export default [
  { path: '/members', name: 'members', component: () => import('./MembersPage.vue'), meta: { room: 'members', title: members.title } },
  { path: '/members/:id(\\d+)', name: 'member', component: () => import('./MemberPage.vue'), meta: { room: 'members', title: members.title } },
] satisfies RouteRecordRaw[]
