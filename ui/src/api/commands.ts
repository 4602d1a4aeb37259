// Generated from core::api by `make bindings`. Do not edit.

/**
 * One programme (表彰活动).
 */
export type ProgrammeId = number
/**
 * Whom a scheme evaluates.
 */
export type SubjectKind = '党组织' | '党员'
/**
 * One party organization (党组织).
 */
export type OrganizationId = number
/**
 * 所属领域: the ten of `domain.md` §1.3, in official order.
 */
export type Domain =
  | '县直机关'
  | '乡镇(街道)'
  | '村'
  | '社区'
  | '国有企业'
  | '非公有制企业'
  | '学校·医院及科研院所'
  | '社会团体'
  | '社会中介组织'
  | '民办非企业单位和其它'
/**
 * 表彰活动.
 */
export type ProgrammeNamed =
  | ProgrammeId
  | {
      /**
       * 名称.
       */
      name: string
      /**
       * 年度.
       */
      year?: number | null
    }
/**
 * Which nominations are meant.
 */
export type Chosen =
  | 'all'
  | {
      kind: string
    }
  | {
      /**
       * @minItems 2
       * @maxItems 2
       */
      subject: [unknown, unknown]
    }
  | {
      nominations: NominationId[]
    }
/**
 * One nomination (推荐).
 */
export type NominationId = number
/**
 * What happens to nominations.
 */
export type Move =
  | {
      step: {
        /**
         * 考核, 推荐, ...
         */
        to: string
        /**
         * 通过, else 不通过.
         */
        passed?: boolean
        /**
         * Last day of 公示; none for the first that is long enough.
         */
        until?: string | null
        /**
         * Why a nomination goes on in spite of failed checks; kept in the opinion.
         */
        despite?: string | null
      }
    }
  | 'withdraw'
  | {
      object: {
        /**
         * What it says.
         */
        content: string
      }
    }
  | {
      settle: {
        /**
         * Upheld, else dismissed.
         */
        upheld: boolean
        /**
         * 核查结论.
         */
        finding: string
      }
    }
/**
 * One member (党员).
 */
export type MemberId = number
/**
 * What has become of a nomination.
 */
export type NominationState = '在推' | '已表彰' | '未通过' | '已撤回'
/**
 * How a step ended.
 */
export type StepOutcome = '通过' | '不通过' | '撤回'
/**
 * 年度分类.
 */
export type YearlyStanding = '先进' | '中间' | '后进'
/**
 * What a check found.
 */
export type CheckOutcome = '符合' | '不符合' | '待确认'
/**
 * 党组织.
 */
export type OrganizationNamed = OrganizationId | string
/**
 * One honour (荣誉).
 */
export type HonourId = number
/**
 * Whom a clerk names.
 */
export type Named =
  | {
      member: MemberNamed
    }
  | {
      organization: OrganizationNamed
    }
/**
 * 党员.
 */
export type MemberNamed = MemberId | string
/**
 * For whom a quota is.
 */
export type QuotaFor =
  | 'everybody'
  | {
      organization: OrganizationNamed
    }
  | {
      domain: Domain
    }
/**
 * 提醒类别, in the order of the home screen.
 */
export type DueKind = '一季一讲评' | '半年一点评' | '一年一评议' | '预备期满' | '承诺到期' | '任期届满'
/**
 * How near the day is.
 */
export type DueState = '已逾期' | '即将到期' | '未到期'
/**
 * A period that a table covers, both days included.
 *
 * Written `2012`, `2012H1`, `2012Q1`, `2012-03` or `2012-02-01..2012-03-15` (`domain.md` §3.4:
 * calendar quarters, half-years January to June and July to December).
 */
export type Period = string
/**
 * The room of the screens in which a thing is done.
 */
export type Room = 'reviews' | 'evaluations' | 'members' | 'pledges' | 'organizations'
/**
 * One pledged item (承诺事项).
 */
export type PledgeId = number
/**
 * 多久一次: how often something is due (`domain.md` §3.4: calendar quarters, half-years, years).
 */
export type Window = '每季' | '每半年' | '每年'
/**
 * One open batch of ballots (逐票录入).
 */
export type BatchId = number
/**
 * One meeting (评议会).
 */
export type MeetingId = number
/**
 * What rates divide by (`decisions.md` 3).
 */
export type Denominator = 'valid' | 'marked' | 'marked_without_unknown'
/**
 * What happens to the rounding residue (`decisions.md` 8).
 */
export type Residue = 'leave' | 'last_non_zero'
/**
 * How tables group voter categories (`decisions.md` 17).
 */
export type CategoryGroup = '党员' | '群众' | '服务对象' | '其他'
/**
 * One subject of a meeting, with its papers.
 */
export type EvaluationId = number
/**
 * How far a question is.
 */
export type Typing = 'empty' | 'partly' | 'whole'
/**
 * 评议方式.
 */
export type Method = '会议' | '问卷' | '发放评议表' | '座谈会' | '网上专栏' | '个别访谈'
/**
 * How a subject's marks were entered.
 */
export type EnteredAs = 'nothing' | 'counts' | 'ballots'
/**
 * How far a subject is.
 */
export type SubjectState = 'nothing' | 'entering' | 'partly' | 'misfit' | 'whole' | 'void'
/**
 * Which part of a scheme a fault stands in.
 */
export type SchemePart = 'key' | 'name' | 'decimals' | 'items' | 'grades' | 'categories' | 'bands'
/**
 * One operation of the history.
 */
export type OperationId = number
/**
 * What became of a record.
 */
export type RecordMove = '新增' | '修改' | '删除'
/**
 * What an operation is in the history. The values are the file's, never the clerk's.
 */
export type OperationKind = 'change' | 'undo' | 'redo' | 'note'
/**
 * 党组织类别.
 */
export type OrganizationKind = '党组' | '党委' | '党总支' | '党支部' | '党小组'
/**
 * 兑现状态. 销号 is a date of its own: see [`Pledge::closed_on`].
 */
export type PledgeStatus = '未启动' | '推进中' | '已兑现' | '部分兑现' | '未兑现'
/**
 * A handle: 32 hexadecimal digits.
 */
export type FileId = string
/**
 * What a file is imported as, by name.
 */
export type KindName = 'organizations' | 'members' | 'pledges' | 'ballots' | 'nominations'
/**
 * What becomes of a record.
 */
export type ChangeKind = '新增' | '更新'
/**
 * How sure the kind of a file is.
 */
export type Guess = 'asked' | 'sure' | 'likely' | 'unknown'
/**
 * What becomes of a sheet.
 */
export type SheetState = 'read' | 'partial' | 'unknown' | 'skipped' | 'empty'
/**
 * How a column came to be read, or not.
 */
export type How = 'chosen' | 'official' | 'synonym' | 'doubled' | 'weaker' | 'ignored' | 'counter' | 'unknown'
/**
 * How bad a finding is.
 */
export type FindingLevel = 'error' | 'warning'
/**
 * A layout's text, as it was typed or as a file has it.
 */
export type LayoutSource =
  | {
      text: string
    }
  | {
      file: FileId
    }
/**
 * 归档版, 内部版, 公示版 (`decisions.md` 16).
 */
export type Profile = 'archive' | 'internal' | 'public'
/**
 * How lists of people are ordered.
 */
export type Order = 'roster' | 'strokes' | 'pinyin'
/**
 * How a text paper is dated (`domain.md` §4).
 */
export type DateStyle = 'arabic' | 'chinese'
/**
 * 性别 (GB/T 2261.1).
 */
export type Sex = '男' | '女'
export type Ethnicity =
  | '汉族'
  | '蒙古族'
  | '回族'
  | '藏族'
  | '维吾尔族'
  | '苗族'
  | '彝族'
  | '壮族'
  | '布依族'
  | '朝鲜族'
  | '满族'
  | '侗族'
  | '瑶族'
  | '白族'
  | '土家族'
  | '哈尼族'
  | '哈萨克族'
  | '傣族'
  | '黎族'
  | '傈僳族'
  | '佤族'
  | '畲族'
  | '高山族'
  | '拉祜族'
  | '水族'
  | '东乡族'
  | '纳西族'
  | '景颇族'
  | '柯尔克孜族'
  | '土族'
  | '达斡尔族'
  | '仫佬族'
  | '羌族'
  | '布朗族'
  | '撒拉族'
  | '毛南族'
  | '仡佬族'
  | '锡伯族'
  | '阿昌族'
  | '普米族'
  | '塔吉克族'
  | '怒族'
  | '乌孜别克族'
  | '俄罗斯族'
  | '鄂温克族'
  | '德昂族'
  | '保安族'
  | '裕固族'
  | '京族'
  | '塔塔尔族'
  | '独龙族'
  | '鄂伦春族'
  | '赫哲族'
  | '门巴族'
  | '珞巴族'
  | '基诺族'
  | '其他'
  | '外国血统中国籍人士'
/**
 * 学历, one of the words of `decisions.md` 26; 无数据 is the absence of a value.
 */
export type Education =
  '博士研究生' | '硕士研究生' | '研究生' | '大学本科' | '大专' | '中专' | '高中' | '初中' | '小学及以下'
/**
 * 党籍变动类别. `期初登记` opens the books for a member who was there before the office file.
 */
export type EventKind =
  | '期初登记'
  | '接收预备'
  | '转正'
  | '转入'
  | '转出'
  | '内部调动'
  | '延长预备期'
  | '停止党籍'
  | '出党'
  | '去世'
  | '恢复'
  | '任职'
  | '免职'
  | '在职'
  | '离退休'
/**
 * 党员类别.
 */
export type Standing = '正式党员' | '预备党员'
/**
 * 在职/离退休.
 */
export type Category = '在职' | '离退休'
/**
 * How bad it is.
 */
export type RemarkWeight = 'error' | 'warning'
/**
 * One recorded membership event (党籍变动).
 */
export type EventId = number
/**
 * A column of a list of members.
 */
export type MemberColumn =
  | 'name'
  | 'sex'
  | 'ethnicity'
  | 'birth_date'
  | 'age'
  | 'native_place'
  | 'worked_on'
  | 'education'
  | 'joined_on'
  | 'full_on'
  | 'party_age'
  | 'standing'
  | 'post'
  | 'job'
  | 'organization'
  | 'category'
  | 'id_number'
  | 'phone'
  | 'address'
  | 'note'
/**
 * A kind of file.
 */
export type Format = 'pdf' | 'xlsx' | 'html'
/**
 * 年龄段: the eight of the national statistics.
 */
export type AgeBand =
  '30岁及以下' | '31至35岁' | '36至40岁' | '41至45岁' | '46至50岁' | '51至55岁' | '56至60岁' | '61岁及以上'
/**
 * 学历分组 of the tables (`domain.md` §3.7), highest first.
 */
export type EducationGroup = '研究生' | '大学本科' | '大专' | '中专高中' | '初中及以下'
/**
 * What is counted.
 */
export type DimensionKey = 'sex' | 'ethnicity' | 'standing' | 'category' | 'age' | 'education'
/**
 * How the office is.
 */
export type OfficeState = 'open' | 'missing' | 'damaged' | 'newer' | 'locked' | 'unreadable'
/**
 * Where shells differ in what they do next.
 */
export type ErrorCode =
  | 'refused'
  | 'not_found'
  | 'ambiguous'
  | 'findings'
  | 'newer_file'
  | 'damaged'
  | 'cancelled'
  | 'storage'
  | 'usage'
  | 'internal'
/**
 * How bad a finding is.
 */
export type Level = 'error' | 'warning'
/**
 * One term of office (任期).
 */
export type TermId = number
/**
 * What is printed of a form that is sealed (`decisions.md` 24).
 */
export type SealUse =
  | 'newest'
  | {
      version: number
    }
  | 'never'
/**
 * What a row is.
 */
export type Role = 'section' | 'line' | 'total'
/**
 * 统计范围: whose records a figure is counted over.
 */
export type Place2 =
  | 'office'
  | {
      organizations: (OrganizationId | null)[]
    }
  | {
      member: MemberId
    }
/**
 * Over which days events are counted.
 */
export type Span = '本期' | '累计'
/**
 * Where a paper stands in the list of all papers.
 */
export type Group = '评议表' | '统计表' | '名册台账' | '表彰' | '自定表'
/**
 * What a form may be asked for, beyond its key.
 */
export type Parameter =
  | '统计时段'
  | '截止日期'
  | '党组织'
  | '党员'
  | '版本'
  | '份数'
  | '评议方案'
  | '排列顺序'
  | '表彰活动'
  | '表彰类别'
  | '日期写法'
/**
 * A count as an integer; a rate, a score or words as printed.
 */
export type ShownValue = number | string
/**
 * 承诺主体 or 被评议对象: an organization or a member. Crosses as `{"member": 7}`.
 */
export type Subject =
  | {
      organization: OrganizationId
    }
  | {
      member: MemberId
    }
/**
 * One progress entry (践诺进展).
 */
export type ProgressId = number
/**
 * 类别.
 */
export type ReviewKind = '领导点评' | '讲评'
/**
 * One 点评 or 讲评.
 */
export type ReviewId = number
/**
 * What became of a row behind a figure.
 */
export type RowChange = '新增' | '移出' | '变动'

export interface Commands {
  'commendations.add': {
    args: NewProgramme
    result: ProgrammeRow
  }
  'commendations.advance': {
    args: AdvanceRequest
    result: NominationReport
  }
  'commendations.amend': {
    args: AmendAsked
    result: NominationReport
  }
  'commendations.calendar': {
    args: CalendarAsked
    result: PublicityDays
  }
  'commendations.check_definition': {
    args: DefinitionAsked
    result: DefinitionCheck
  }
  'commendations.definition': {
    args: OfProgramme
    result: string
  }
  'commendations.honours': {
    args: OfProgramme
    result: HonourRow[]
  }
  'commendations.nominate': {
    args: NominationRequest
    result: NominationReport
  }
  'commendations.nominations': {
    args: OfProgramme
    result: NominationRow[]
  }
  'commendations.programmes': {
    args: Nothing
    result: ProgrammeRow[]
  }
  'commendations.prospect': {
    args: NominationRequest
    result: Prospect
  }
  'commendations.put_quota': {
    args: QuotaAsked
    result: ProgrammeRow
  }
  'commendations.put_standing': {
    args: StandingAsked
    result: null
  }
  'commendations.standings': {
    args: YearAsked
    result: StandingRow[]
  }
  'due.list': {
    args: DueAsked
    result: DueGroupRow[]
  }
  'due.put_rules': {
    args: RulesInput
    result: null
  }
  'due.rules': {
    args: Nothing
    result: Rules
  }
  'evaluations.batch': {
    args: BatchAsked
    result: BatchPage
  }
  'evaluations.batch_close': {
    args: BatchAsked
    result: BatchClosed
  }
  'evaluations.batch_discard': {
    args: BatchAsked
    result: null
  }
  'evaluations.batch_expect': {
    args: BatchExpected
    result: BatchPage
  }
  'evaluations.batch_open': {
    args: BatchOpening
    result: BatchPage
  }
  'evaluations.batch_paper_add': {
    args: BallotEntry
    result: BatchProgress
  }
  'evaluations.batch_paper_correct': {
    args: BallotEntry
    result: BatchProgress
  }
  'evaluations.batch_paper_remove_last': {
    args: BatchAsked
    result: BatchProgress
  }
  'evaluations.batch_sample': {
    args: SampleAsked
    result: number[]
  }
  'evaluations.batch_second_pass': {
    args: SecondReading
    result: ReadTwice[]
  }
  'evaluations.batch_sheets': {
    args: BatchAsked
    result: BatchSheet[]
  }
  'evaluations.batches': {
    args: Nothing
    result: BatchCard[]
  }
  'evaluations.clear': {
    args: EvaluationAsked
    result: null
  }
  'evaluations.counts': {
    args: EvaluationAsked
    result: CountsSheet
  }
  'evaluations.coverage': {
    args: CoverageAsked
    result: CoveragePage
  }
  'evaluations.due': {
    args: MeetingAsked
    result: DueList
  }
  'evaluations.meeting': {
    args: MeetingAsked
    result: MeetingPage
  }
  'evaluations.meeting_add': {
    args: MeetingEntryInput
    result: MeetingPage
  }
  'evaluations.meeting_new': {
    args: Nothing
    result: MeetingEntry
  }
  'evaluations.meeting_remove': {
    args: MeetingAsked
    result: null
  }
  'evaluations.meeting_update': {
    args: MeetingChange
    result: MeetingPage
  }
  'evaluations.meetings': {
    args: Nothing
    result: MeetingCard[]
  }
  'evaluations.put_counts': {
    args: CountsEntry
    result: CountsSheet
  }
  'evaluations.put_papers': {
    args: PapersAsked
    result: null
  }
  'evaluations.put_voters': {
    args: VotersAsked
    result: MeetingPage
  }
  'evaluations.result': {
    args: ResultAsked
    result: ResultDetail[]
  }
  'evaluations.results': {
    args: ResultsAsked
    result: ResultGroup[]
  }
  'evaluations.scheme_add': {
    args: SchemeAsked
    result: SchemeDetail
  }
  'evaluations.scheme_check': {
    args: SchemeAsked
    result: SchemeFault[]
  }
  'evaluations.scheme_remove': {
    args: SchemeKey
    result: null
  }
  'evaluations.scheme_update': {
    args: SchemeAsked
    result: SchemeDetail
  }
  'evaluations.schemes': {
    args: Nothing
    result: SchemeDetail[]
  }
  'evaluations.subjects_add': {
    args: SubjectsAdded
    result: MeetingPage
  }
  'evaluations.subjects_remove': {
    args: EvaluationsAsked
    result: null
  }
  'history.changes': {
    args: ChangesAsked
    result: ChangesAnswer
  }
  'history.list': {
    args: HistoryAsked
    result: HistoryPage
  }
  'history.next': {
    args: Nothing
    result: NextSteps
  }
  'history.redo': {
    args: Nothing
    result: TakenBack
  }
  'history.undo': {
    args: Nothing
    result: TakenBack
  }
  'home.summary': {
    args: HomeAsked
    result: HomeSummary
  }
  'import.apply': {
    args: ApplyAsked
    result: ImportSummary
  }
  'import.changes': {
    args: RecordChangesAsked
    result: RecordChangesPage
  }
  'import.check': {
    args: ImportAsked
    result: ImportSummary
  }
  'import.findings': {
    args: FileAsked
    result: FileHandle
  }
  'import.leave': {
    args: Nothing
    result: null
  }
  'import.look': {
    args: LookAsked
    result: Look
  }
  'import.problems': {
    args: ProblemsAsked
    result: ProblemsPage
  }
  'import.recent': {
    args: Nothing
    result: OperationEntry[]
  }
  'import.rows': {
    args: SheetRowsAsked
    result: SheetRowsPage
  }
  'import.template': {
    args: TemplateAsked
    result: FileHandle
  }
  'import.undo': {
    args: UndoAsked
    result: TakenBack
  }
  'layouts.add': {
    args: LayoutSource
    result: LayoutAdded
  }
  'layouts.check': {
    args: LayoutSource
    result: LayoutCheck
  }
  'layouts.draft': {
    args: LayoutNamed
    result: string
  }
  'layouts.list': {
    args: Nothing
    result: LayoutRow[]
  }
  'layouts.preview': {
    args: TrialAsked
    result: Previewed
  }
  'layouts.remove': {
    args: LayoutNamed
    result: null
  }
  'layouts.text': {
    args: LayoutNamed
    result: string
  }
  'members.add': {
    args: NewMember
    result: MemberSaved
  }
  'members.correct_event': {
    args: EventCorrection
    result: MemberSaved
  }
  'members.export': {
    args: MemberExport
    result: MemberListFiles
  }
  'members.get': {
    args: MemberAsked
    result: MemberPage
  }
  'members.list': {
    args: MembersAsked
    result: MemberList
  }
  'members.record_event': {
    args: NewEvent
    result: MemberSaved
  }
  'members.remove_event': {
    args: EventAsked
    result: null
  }
  'members.search': {
    args: MemberSearch
    result: MembersFound
  }
  'members.structure': {
    args: StructureAsked
    result: MemberStructure
  }
  'members.unmask': {
    args: MemberAsked
    result: MemberNumbers
  }
  'members.update': {
    args: MemberUpdate
    result: MemberSaved
  }
  'name_order.list': {
    args: Nothing
    result: NamePlace[]
  }
  'name_order.put': {
    args: NamePlacePut
    result: null
  }
  'office.actor': {
    args: ActorNamed
    result: null
  }
  'office.backup': {
    args: Nothing
    result: FileHandle
  }
  'office.backups': {
    args: Nothing
    result: BackupRow[]
  }
  'office.create': {
    args: NewOffice
    result: null
  }
  'office.leave_sample': {
    args: Nothing
    result: null
  }
  'office.restore': {
    args: RestoreAsked
    result: null
  }
  'office.retry': {
    args: Nothing
    result: null
  }
  'office.sample': {
    args: SampleAsked2
    result: null
  }
  'office.status': {
    args: Nothing
    result: OfficeStatus
  }
  'office.verify': {
    args: Nothing
    result: Verification
  }
  'organizations.add': {
    args: NewOrganization
    result: OrganizationSaved
  }
  'organizations.dissolve': {
    args: Dissolution
    result: null
  }
  'organizations.get': {
    args: OrganizationAsked
    result: OrganizationPage
  }
  'organizations.move': {
    args: OrganizationMove
    result: null
  }
  'organizations.put_term': {
    args: TermForm
    result: TermSaved
  }
  'organizations.reinstate': {
    args: OrganizationAsked
    result: null
  }
  'organizations.remove_term': {
    args: TermAsked
    result: null
  }
  'organizations.tree': {
    args: OrganizationsAsked
    result: OrganizationTree
  }
  'organizations.unmask': {
    args: OrganizationAsked
    result: OrganizationContact
  }
  'organizations.update': {
    args: OrganizationUpdate
    result: OrganizationSaved
  }
  'papers.choices': {
    args: Nothing
    result: Choices
  }
  'papers.export': {
    args: ExportRequest
    result: Exported
  }
  'papers.figures': {
    args: PaperRequestInput
    result: Figures
  }
  'papers.forms': {
    args: Nothing
    result: FormRow[]
  }
  'papers.people': {
    args: Nothing
    result: PersonChoice[]
  }
  'papers.preview': {
    args: PaperRequestInput
    result: Previewed
  }
  'papers.recent': {
    args: Nothing
    result: RecentExport[]
  }
  'papers.rows': {
    args: RowsAsked
    result: RowsBehind
  }
  'papers.sealed_rows': {
    args: SealedFigureAsked
    result: RowsBehind
  }
  'pledges.add': {
    args: PledgeFactsInput
    result: PledgeAdded
  }
  'pledges.add_progress': {
    args: NewProgress
    result: null
  }
  'pledges.appraise': {
    args: PledgeAppraisal
    result: LinesChanged
  }
  'pledges.close': {
    args: PledgeClosing
    result: LinesChanged
  }
  'pledges.correct_progress': {
    args: ProgressCorrection
    result: null
  }
  'pledges.get': {
    args: PledgeAsked
    result: PledgeDetail
  }
  'pledges.list': {
    args: PledgesAsked
    result: PledgeLedger
  }
  'pledges.publish': {
    args: PledgePublishing
    result: LinesChanged
  }
  'pledges.remove_progress': {
    args: ProgressAsked
    result: null
  }
  'pledges.reopen': {
    args: PledgeReopening
    result: null
  }
  'pledges.set_status': {
    args: PledgeStateAsked
    result: LinesChanged
  }
  'pledges.summary': {
    args: PledgeSummaryAsked
    result: PledgeSummary
  }
  'pledges.update': {
    args: PledgeUpdate
    result: null
  }
  'pledges.words': {
    args: Nothing
    result: PledgeWords
  }
  'preferences.get': {
    args: PreferenceAsked
    result: unknown
  }
  'preferences.put': {
    args: PreferencePut
    result: null
  }
  'reviews.add': {
    args: ReviewForm
    result: ReviewRow
  }
  'reviews.choices': {
    args: Nothing
    result: ReviewChoices
  }
  'reviews.due': {
    args: ReviewsDueAsked
    result: ReviewsDue
  }
  'reviews.get': {
    args: ReviewNamed
    result: ReviewRow
  }
  'reviews.list': {
    args: ReviewsAsked
    result: ReviewRow[]
  }
  'reviews.rectify': {
    args: Rectification
    result: ReviewRow
  }
  'reviews.remove': {
    args: ReviewNamed
    result: null
  }
  'reviews.update': {
    args: ReviewUpdate
    result: ReviewRow
  }
  'seals.diff': {
    args: SealNamed
    result: DiffReport
  }
  'seals.list': {
    args: Nothing
    result: SealRow[]
  }
  'seals.outlook': {
    args: SealRequest
    result: Outlook
  }
  'seals.seal': {
    args: SealRequest
    result: SealReport
  }
  'settings.get': {
    args: Nothing
    result: UnitFacts
  }
  'settings.put': {
    args: UnitFactsInput
    result: null
  }
}
/**
 * 登记表彰活动.
 */
export interface NewProgramme {
  /**
   * 年度.
   */
  year: number
  /**
   * 名称.
   */
  name: string
  /**
   * 表彰层次.
   */
  level: string
  /**
   * 依据.
   */
  basis?: string | null
  /**
   * TOML of the office's own definition; the ready-made one where nothing is said.
   */
  definition?: string | null
}
/**
 * 表彰活动.
 */
export interface ProgrammeRow {
  /**
   * Row id.
   */
  id: ProgrammeId
  /**
   * 年度.
   */
  year: number
  /**
   * 名称.
   */
  name: string
  /**
   * 表彰层次.
   */
  level: string
  /**
   * 依据.
   */
  basis: string | null
  /**
   * 步骤, in order.
   */
  steps: string[]
  /**
   * The step during which nominations are published; checks bind every step after it.
   */
  publicity_step: string
  /**
   * The step that gives the honour.
   */
  award_step: string
  /**
   * Working days of 公示, at least.
   */
  publicity_days: number
  /**
   * 表彰类别.
   */
  kinds: KindRow[]
  /**
   * 名额.
   */
  quotas: QuotaRow[]
}
/**
 * 表彰类别 of a programme.
 */
export interface KindRow {
  /**
   * 称号.
   */
  name: string
  /**
   * 党组织 | 党员.
   */
  subject: SubjectKind
  /**
   * 名 | 个.
   */
  measure: string
  /**
   * How many are 在推.
   */
  open: number
  /**
   * How many are 已表彰.
   */
  honoured: number
}
/**
 * 名额.
 */
export interface QuotaRow {
  /**
   * 表彰类别.
   */
  kind: string
  /**
   * 推荐单位; null where the quota is for a domain or for everybody.
   */
  organization: string | null
  /**
   * The same by number.
   */
  organization_id: OrganizationId | null
  /**
   * 领域; null where the quota is for an organization or for everybody.
   */
  domain: Domain | null
  /**
   * At least.
   */
  least: number | null
  /**
   * At most.
   */
  most: number | null
  /**
   * 已推荐: 在推 and 已表彰.
   */
  count: number
}
/**
 * A move, with its day and words.
 */
export interface AdvanceRequest {
  /**
   * 表彰活动.
   */
  programme: ProgrammeNamed
  /**
   * Which nominations.
   */
  chosen: Chosen
  /**
   * What happens.
   */
  action: Move
  /**
   * When; none for today.
   */
  on?: string | null
  /**
   * 意见.
   */
  opinion?: string | null
  /**
   * Who decided.
   */
  by?: string | null
}
/**
 * What became of nominations.
 */
export interface NominationReport {
  /**
   * The nominations that were entered or changed, as they stand now.
   */
  nominations: NominationRow[]
  /**
   * What the clerk should know: failed checks, the days of 公示, who was left out.
   */
  notes: string[]
}
/**
 * 推荐对象.
 */
export interface NominationRow {
  /**
   * Row id.
   */
  id: NominationId
  /**
   * 表彰活动.
   */
  programme: string
  /**
   * 年度.
   */
  year: number
  /**
   * 表彰类别.
   */
  kind: string
  /**
   * 党组织 | 党员.
   */
  subject_kind: SubjectKind
  /**
   * 姓名 or 党组织名称.
   */
  name: string
  /**
   * The member by number; null for an organization.
   */
  member_id: MemberId | null
  /**
   * The organization by number; null for a member.
   */
  organization_id: OrganizationId | null
  /**
   * The branch of a member on the day of the nomination; null for an organization.
   */
  organization: string | null
  /**
   * 推荐单位.
   */
  nominated_by: string | null
  /**
   * The same by number.
   */
  nominated_by_id: OrganizationId | null
  /**
   * 推荐日期.
   */
  nominated_on: string
  /**
   * 主要事迹.
   */
  reason: string | null
  /**
   * 奖惩情况.
   */
  past_honours: string | null
  /**
   * The step reached; null before the first.
   */
  step: string | null
  /**
   * The step that comes next; null once it has ended.
   */
  next_step: string | null
  /**
   * Last day of the running 公示: the next step comes after it.
   */
  published_until: string | null
  /**
   * 在推 | 已表彰 | 未通过 | 已撤回.
   */
  state: NominationState
  /**
   * Step by step.
   */
  steps: StepRow[]
  /**
   * 异议.
   */
  objections: ObjectionRow[]
  /**
   * 先进 | 中间 | 后进 of the programme's year; null for members and where nothing is recorded.
   */
  standing: YearlyStanding | null
  /**
   * The checks, with the figures behind each.
   */
  checks: Checked[]
}
/**
 * A step of a nomination.
 */
export interface StepRow {
  /**
   * 考核, 推荐, ...
   */
  step: string
  /**
   * 通过 | 不通过 | 撤回.
   */
  outcome: StepOutcome
  /**
   * When; the first day of 公示.
   */
  happened_on: string
  /**
   * Last day of 公示.
   */
  until: string | null
  /**
   * 意见.
   */
  opinion: string | null
  /**
   * Who decided.
   */
  decided_by: string | null
}
/**
 * 异议.
 */
export interface ObjectionRow {
  /**
   * When it was raised.
   */
  raised_on: string
  /**
   * What it says.
   */
  content: string
  /**
   * When it was settled; null while it is open.
   */
  settled_on: string | null
  /**
   * Whether it was upheld; null while it is open.
   */
  upheld: boolean | null
  /**
   * 核查结论.
   */
  finding: string | null
}
/**
 * A check's answer, with the figures behind it.
 */
export interface Checked {
  /**
   * 正式党员.
   */
  name: string
  /**
   * What was found.
   */
  outcome: CheckOutcome
  /**
   * 满意率97.25%（7221/7425）.
   */
  figures: string
}
/**
 * 更正推荐对象: 推荐单位, 主要事迹 and 奖惩情况 of a nomination that is in the books.
 */
export interface AmendAsked {
  /**
   * 表彰活动.
   */
  programme: ProgrammeNamed
  /**
   * The nomination.
   */
  nomination: NominationId
  /**
   * 推荐单位.
   */
  by?: OrganizationNamed | null
  /**
   * 主要事迹.
   */
  reason?: string | null
  /**
   * 奖惩情况.
   */
  past_honours?: string | null
}
/**
 * 公示 from a day.
 */
export interface CalendarAsked {
  /**
   * First day.
   */
  from: string
  /**
   * Working days, at least.
   */
  days: number
  /**
   * Last day; the first that leaves enough working days where nothing is said.
   */
  until?: string | null
}
/**
 * The days of 公示.
 */
export interface PublicityDays {
  /**
   * The first last day that leaves enough working days.
   */
  earliest: string
  /**
   * Working days up to the last day.
   */
  working_days: number
  /**
   * The weeks that hold them, Monday to Sunday.
   */
  days: CalendarDay[]
  /**
   * What the count does not know: the holidays of a year.
   */
  note: string | null
}
/**
 * A day of the calendar.
 */
export interface CalendarDay {
  /**
   * The day.
   */
  day: string
  /**
   * Whether offices work on it.
   */
  working: boolean
  /**
   * Whether it is one of 公示.
   */
  inside: boolean
}
/**
 * A definition that the clerk is writing.
 */
export interface DefinitionAsked {
  /**
   * TOML.
   */
  text: string
}
/**
 * Whether a definition can be followed.
 */
export interface DefinitionCheck {
  /**
   * Whether a programme can go by it.
   */
  ok: boolean
  /**
   * What has to be mended, with line and key; null when nothing has.
   */
  fault: string | null
  /**
   * 表彰类别 in it.
   */
  kinds: string[]
  /**
   * 步骤 in it.
   */
  steps: string[]
}
/**
 * Of one programme, or of all.
 */
export interface OfProgramme {
  /**
   * 表彰活动.
   */
  programme?: ProgrammeNamed | null
}
/**
 * 荣誉.
 */
export interface HonourRow {
  /**
   * Row id.
   */
  id: HonourId
  /**
   * 党组织 | 党员.
   */
  subject_kind: SubjectKind
  /**
   * 姓名 or 党组织名称.
   */
  name: string
  /**
   * 称号.
   */
  title: string
  /**
   * 表彰层次.
   */
  level: string
  /**
   * 表彰日期.
   */
  granted_on: string
  /**
   * 表彰单位.
   */
  granted_by: string | null
  /**
   * The programme that gave it; null for one given otherwise.
   */
  programme: string | null
}
/**
 * What a nomination is to say.
 */
export interface NominationRequest {
  /**
   * 表彰活动.
   */
  programme: ProgrammeNamed
  /**
   * 表彰类别.
   */
  kind: string
  /**
   * 推荐对象.
   */
  subject: Named
  /**
   * 推荐单位; none: a member's branch, the organization above an organization.
   */
  by?: OrganizationNamed | null
  /**
   * 主要事迹.
   */
  reason?: string | null
  /**
   * 奖惩情况.
   */
  past_honours?: string | null
  /**
   * 推荐日期; none for today.
   */
  on?: string | null
}
/**
 * What a command without an argument takes: `{}`.
 */
export interface Nothing {}
/**
 * What a nomination would be like.
 */
export interface Prospect {
  /**
   * Who would stand behind it, named or not.
   */
  nominated_by: string | null
  /**
   * The checks, with the figures behind each.
   */
  checks: Checked[]
  /**
   * What the clerk should know.
   */
  notes: string[]
}
/**
 * 分配名额.
 */
export interface QuotaAsked {
  /**
   * 表彰活动.
   */
  programme: ProgrammeNamed
  /**
   * 表彰类别.
   */
  kind: string
  /**
   * For whom.
   */
  place: QuotaFor
  /**
   * At least.
   */
  least?: number | null
  /**
   * At most. Without either, the quota is taken away.
   */
  most?: number | null
}
/**
 * 登记党组织年度分类.
 */
export interface StandingAsked {
  /**
   * 党组织.
   */
  organization: OrganizationNamed
  /**
   * 年度.
   */
  year: number
  /**
   * 先进 | 中间 | 后进.
   */
  standing: YearlyStanding
  /**
   * 措施.
   */
  measure?: string | null
}
/**
 * A year.
 */
export interface YearAsked {
  /**
   * 年度.
   */
  year: number
}
/**
 * An organization's standing in a year.
 */
export interface StandingRow {
  /**
   * 党组织.
   */
  organization: OrganizationId
  /**
   * Its name.
   */
  name: string
  /**
   * 先进 | 中间 | 后进; null where nothing is recorded.
   */
  standing: YearlyStanding | null
  /**
   * 措施.
   */
  measure: string | null
}
/**
 * One group in full.
 */
export interface DueAsked {
  /**
   * Of which kind; all without one.
   */
  kind?: DueKind | null
  /**
   * How near; all without one.
   */
  state?: DueState | null
  /**
   * Of which window; all without one.
   */
  period?: Period | null
}
/**
 * Things due of one kind and window.
 */
export interface DueGroupRow {
  /**
   * 一季一讲评 ...
   */
  kind: DueKind
  /**
   * 已逾期 | 即将到期 | 未到期.
   */
  state: DueState
  /**
   * What, in words: 2012年第二季度讲评.
   */
  name: string
  /**
   * The window, where it is kept by windows.
   */
  period: Period | null
  /**
   * The earliest last day.
   */
  by: string
  /**
   * Days left until then; below zero, days since.
   */
  days_left: number
  /**
   * How many organizations.
   */
  organizations: number
  /**
   * How many things of members.
   */
  members: number
  /**
   * Where to go.
   */
  room: Room
  /**
   * The first of them, or all.
   */
  rows: DueRow[]
}
/**
 * One thing due.
 */
export interface DueRow {
  /**
   * 党组织 | 党员.
   */
  subject_kind: SubjectKind
  /**
   * Row id of the organization or the member.
   */
  subject_id: number
  /**
   * Full name.
   */
  name: string
  /**
   * The branch of a member.
   */
  organization: string | null
  /**
   * The last day.
   */
  by: string
  /**
   * Days left until then; below zero, days since.
   */
  days_left: number
  /**
   * The line of the ledger.
   */
  pledge: PledgeId | null
  /**
   * What must be said beside the name.
   */
  note: string | null
}
/**
 * 时限. A window that is not there is not asked for.
 */
export interface RulesInput {
  /**
   * 提前几天提醒.
   */
  soon_days?: number
  /**
   * 讲评 of a branch: 一季一讲评.
   */
  briefing?: Window | null
  /**
   * 领导点评 of organizations and members: 半年一点评.
   */
  comment?: Window | null
  /**
   * 群众评议 of organizations and members every year: by this month and day, `12-31`.
   */
  evaluation_by?: string | null
}
/**
 * 时限. A window that is not there is not asked for.
 */
export interface Rules {
  /**
   * 提前几天提醒.
   */
  soon_days: number
  /**
   * 讲评 of a branch: 一季一讲评.
   */
  briefing: Window | null
  /**
   * 领导点评 of organizations and members: 半年一点评.
   */
  comment: Window | null
  /**
   * 群众评议 of organizations and members every year: by this month and day, `12-31`.
   */
  evaluation_by: string | null
}
/**
 * A batch by its id.
 */
export interface BatchAsked {
  /**
   * Row id.
   */
  batch: BatchId
}
/**
 * An open batch, whole.
 */
export interface BatchPage {
  /**
   * Row id.
   */
  id: BatchId
  /**
   * The meeting.
   */
  meeting: MeetingId
  /**
   * Its code.
   */
  code: string
  /**
   * How the sheets are marked.
   */
  scheme: SchemeDetail
  /**
   * Whom a sheet evaluates, line by line.
   */
  subjects: BatchSubject[]
  /**
   * 评议人类别, where the whole pile is of one kind.
   */
  category: string | null
  /**
   * Kinds of voters to choose from: who came, else all of the scheme.
   */
  categories: string[]
  /**
   * Sheets by kind of voters.
   */
  by_category: SheetsOf[]
  /**
   * Sheets that the second pass read.
   */
  reread: number
  /**
   * Items that it read otherwise when they were read again.
   */
  differed: number
  /**
   * Where readings differ now.
   */
  differences: ReadTwice[]
  /**
   * How far it is.
   */
  progress: BatchProgress
}
/**
 * A scheme, with what it means in words.
 */
export interface SchemeDetail {
  /**
   * Items, grades, voters and how to count.
   */
  definition: Scheme
  /**
   * Which key of the number pad enters which mark.
   */
  legend: MarkKey[]
  /**
   * How it counts, a sentence a rule.
   */
  rules: string[]
  /**
   * 满意率的定义, as printed under tables.
   */
  definition_sentence: string
  /**
   * The office's own; the others come with the program.
   */
  own: boolean
  /**
   * How many meetings use it. From the first on it is frozen.
   */
  meetings: number
  /**
   * Whether it can be changed or deleted.
   */
  editable: boolean
}
/**
 * 评议方案.
 */
export interface Scheme {
  /**
   * Stable key: `organization-004`.
   */
  key: string
  /**
   * Name on screen.
   */
  name: string
  /**
   * Whom it evaluates.
   */
  subject: SubjectKind
  /**
   * Decimals of rates and scores.
   */
  decimals: number
  /**
   * Whether 预备党员 are due to be evaluated; 民主评议 leaves them out (`decisions.md` 9).
   */
  probationary: boolean
  /**
   * What rates divide by.
   */
  denominator: Denominator & string
  /**
   * What happens to the rounding residue.
   */
  residue: Residue & string
  /**
   * 评议内容, in printed order.
   */
  items: Item[]
  /**
   * 等次, best first.
   */
  grades: Grade[]
  /**
   * 评议人类别.
   */
  categories: VoterCategory[]
  /**
   * Score bands, highest first; may be empty.
   */
  bands: Band[]
}
/**
 * 评议内容.
 */
export interface Item {
  /**
   * In full, as annexes print it.
   */
  name: string
  /**
   * 总体评价: shown in summary tables, left out of the mean of items.
   */
  overall: boolean
}
/**
 * 等次.
 */
export interface Grade {
  /**
   * 满意 ...
   */
  name: string
  /**
   * Score in whole points; none for 不了解.
   */
  score: number | null
  /**
   * Whether it counts as satisfied (满意率).
   */
  satisfied: boolean
  /**
   * 不了解: a grade like the others, without a score.
   */
  unknown: boolean
}
/**
 * 评议人类别 with its group and weight.
 */
export interface VoterCategory {
  /**
   * 党员, 本单位群众代表 ...
   */
  name: string
  /**
   * Column of the tables.
   */
  group: CategoryGroup
  /**
   * Weight of the category's score, in whole parts; none counts every paper alike.
   */
  weight: number | null
}
/**
 * A score band: the grade given from `at_least` points on.
 */
export interface Band {
  /**
   * Lowest score, in hundredths of a point, that still belongs to the band.
   */
  at_least: number
  /**
   * Name of the band.
   */
  name: string
}
/**
 * A key of the number pad and what it enters.
 */
export interface MarkKey {
  /**
   * The keys: `1`, `0 或 .`.
   */
  keys: string
  /**
   * 满意, 弃权 ...
   */
  label: string
  /**
   * The letter that the mark is kept as (`marks.rs`).
   */
  letter: string
}
/**
 * A subject of the sheets.
 */
export interface BatchSubject {
  /**
   * Row id of the subject at its meeting.
   */
  evaluation: EvaluationId
  /**
   * Which organization or member.
   */
  subject: SubjectId
  /**
   * Full name.
   */
  name: string
  /**
   * The branch of a member.
   */
  branch: string | null
}
/**
 * 被评议对象, as screens name it.
 */
export interface SubjectId {
  /**
   * 党组织 or 党员.
   */
  kind: SubjectKind
  /**
   * Row id of the organization or the member.
   */
  id: number
}
/**
 * How many sheets of one kind of voters.
 */
export interface SheetsOf {
  /**
   * 评议人类别.
   */
  category: string
  /**
   * Sheets.
   */
  sheets: number
}
/**
 * An item that two readings read differently.
 */
export interface ReadTwice {
  /**
   * Where.
   */
  place: Place
  /**
   * Place of the item, from 0.
   */
  item: number
  /**
   * 评议内容.
   */
  item_name: string
  /**
   * First reading, in words: 满意.
   */
  first: string
  /**
   * Second reading.
   */
  second: string
}
/**
 * A line on a sheet: both are counted as a clerk sees them, sheets from 1, lines from 0.
 */
export interface Place {
  /**
   * 第几张, from 1.
   */
  sheet: number
  /**
   * Place of the subject, from 0.
   */
  line: number
}
/**
 * How far a batch is.
 */
export interface BatchProgress {
  /**
   * Sheets that are whole.
   */
  sheets: number
  /**
   * 应录张数.
   */
  expected: number | null
  /**
   * Where the next line goes.
   */
  next: Place
  /**
   * The newest sheets, the last one last.
   */
  last: BatchSheet[]
}
/**
 * A sheet that was entered.
 */
export interface BatchSheet {
  /**
   * 第几张, from 1.
   */
  sheet: number
  /**
   * 评议人类别.
   */
  category: string
  /**
   * 票号.
   */
  number: string | null
  /**
   * Marks, a line a subject, one letter an item: `1`..`9` a grade, `-` 弃权, `x` 项无效.
   */
  lines: string[]
  /**
   * The second reading; null for a line that was not read again.
   */
  second: (string | null)[]
  /**
   * Where the readings differ now.
   */
  differences: ReadTwice[]
}
/**
 * A batch that has become records.
 */
export interface BatchClosed {
  /**
   * The meeting.
   */
  meeting: MeetingId
  /**
   * Whom it evaluated.
   */
  evaluations: EvaluationId[]
  /**
   * How many sheets.
   */
  sheets: number
  /**
   * SHA-256 over what was entered.
   */
  hash: string
  /**
   * What stands in the history.
   */
  detail: string
}
/**
 * 应录张数 of a batch.
 */
export interface BatchExpected {
  /**
   * Row id.
   */
  batch: BatchId
  /**
   * 应录张数; null when nobody counted.
   */
  expected?: number | null
}
/**
 * A batch to open.
 */
export interface BatchOpening {
  /**
   * Whom a sheet evaluates, line by line: row ids of subjects at one meeting.
   */
  evaluations: EvaluationId[]
  /**
   * 评议人类别, where the whole pile is of one kind.
   */
  category?: string | null
  /**
   * 应录张数.
   */
  expected?: number | null
}
/**
 * One ballot: a line of a sheet.
 */
export interface BallotEntry {
  /**
   * Row id.
   */
  batch: BatchId
  /**
   * Where it goes: the next place, or for a correction one that is filled.
   */
  place: Place
  /**
   * 评议人类别 of the sheet.
   */
  category: string
  /**
   * 票号 of the sheet.
   */
  number?: string | null
  /**
   * One letter an item: `1`..`9` a grade, `-` 弃权, `x` 项无效.
   */
  marks: string
}
/**
 * How many sheets to read again.
 */
export interface SampleAsked {
  /**
   * Row id.
   */
  batch: BatchId
  /**
   * How many.
   */
  sheets: number
}
/**
 * A second reading of a line.
 */
export interface SecondReading {
  /**
   * Row id.
   */
  batch: BatchId
  /**
   * Which line.
   */
  place: Place
  /**
   * One letter an item.
   */
  marks: string
}
/**
 * An open batch in a list.
 */
export interface BatchCard {
  /**
   * Row id.
   */
  id: BatchId
  /**
   * The meeting.
   */
  meeting: MeetingId
  /**
   * Its code.
   */
  code: string
  /**
   * The first subject.
   */
  name: string
  /**
   * How many subjects a sheet has.
   */
  subjects: number
  /**
   * Sheets entered so far.
   */
  sheets: number
  /**
   * 应录张数.
   */
  expected: number | null
}
/**
 * A subject at a meeting.
 */
export interface EvaluationAsked {
  /**
   * Row id.
   */
  evaluation: EvaluationId
}
/**
 * The counts grid of one subject.
 */
export interface CountsSheet {
  /**
   * Row id of the subject at its meeting.
   */
  evaluation: EvaluationId
  /**
   * The meeting.
   */
  meeting: MeetingId
  /**
   * Its code.
   */
  code: string
  /**
   * Which organization or member.
   */
  subject: SubjectId
  /**
   * Full name.
   */
  name: string
  /**
   * The branch of a member.
   */
  branch: string | null
  /**
   * The scheme.
   */
  scheme: SchemeDetail
  /**
   * 发出, 收回, 作废.
   */
  papers: PapersEntry
  /**
   * 有效 that must come out: collected - spoiled.
   */
  expected_valid: number | null
  /**
   * 有效 of all kinds of voters, as entered.
   */
  valid: number
  /**
   * More papers collected than issued.
   */
  void: boolean
  /**
   * Papers that were entered one by one: the grid is closed then.
   */
  ballots: number
  /**
   * A batch that is open for this subject.
   */
  batch: OpenBatch | null
  /**
   * By kind of voters, in the scheme's order.
   */
  categories: CategorySheet[]
  /**
   * What does not fit between them and the papers.
   */
  warnings: string[]
}
/**
 * 发出, 收回, 作废.
 */
export interface PapersEntry {
  /**
   * 发出; null where nobody wrote it down, or for methods without paper.
   */
  issued: number | null
  /**
   * 收回.
   */
  collected: number | null
  /**
   * 作废: whole papers.
   */
  spoiled: number
}
/**
 * A batch that is open for a subject.
 */
export interface OpenBatch {
  /**
   * Row id.
   */
  id: BatchId
  /**
   * Sheets entered so far.
   */
  sheets: number
  /**
   * 应录张数.
   */
  expected: number | null
}
/**
 * The rows of one kind of voters.
 */
export interface CategorySheet {
  /**
   * 评议人类别.
   */
  category: string
  /**
   * Its column in the tables.
   */
  group: CategoryGroup
  /**
   * They came to the meeting, or something was entered of them. Without a list of who came, all do.
   */
  came: boolean
  /**
   * 实到.
   */
  present: number | null
  /**
   * 有效票.
   */
  valid: number | null
  /**
   * 空白票.
   */
  blank: number | null
  /**
   * One an item, in the scheme's order.
   */
  questions: QuestionSheet[]
  /**
   * What does not fit in its head.
   */
  warnings: string[]
}
/**
 * One row of the grid: an item as one kind of voters marked it.
 */
export interface QuestionSheet {
  /**
   * Papers by grade, in the scheme's order; null is not entered, and not zero.
   */
  grades: (number | null)[]
  /**
   * 弃权.
   */
  abstained: number | null
  /**
   * 项无效.
   */
  voided: number | null
  /**
   * 合计 of what was entered.
   */
  sum: number
  /**
   * 应为: 有效票 of these voters.
   */
  expected: number | null
  /**
   * How far it is.
   */
  typing: Typing
  /**
   * What does not fit.
   */
  warnings: string[]
}
/**
 * A period of coverage.
 */
export interface CoverageAsked {
  /**
   * `2012`, `2012Q1` ...
   */
  period: string
}
/**
 * Who had to be evaluated in a period, and who was.
 */
export interface CoveragePage {
  /**
   * 党组织.
   */
  organizations: CoverageFigures
  /**
   * 党员.
   */
  members: CoverageFigures
  /**
   * 党员 by branch.
   */
  branches: BranchCoverage[]
  /**
   * How the due were taken.
   */
  notes: string[]
}
/**
 * 应评, 实评, 未评.
 */
export interface CoverageFigures {
  /**
   * 应评.
   */
  due: number
  /**
   * 实评.
   */
  done: number
  /**
   * 覆盖率, as printed.
   */
  rate: string
  /**
   * 未评, by name.
   */
  missing: MissingSubject[]
}
/**
 * One who was due and not evaluated.
 */
export interface MissingSubject {
  /**
   * Which organization or member.
   */
  subject: SubjectId
  /**
   * Full name.
   */
  name: string
  /**
   * The branch of a member.
   */
  branch: string | null
}
/**
 * The members of one branch.
 */
export interface BranchCoverage {
  /**
   * Its name.
   */
  branch: string
  /**
   * 应评.
   */
  due: number
  /**
   * 实评.
   */
  done: number
  /**
   * 覆盖率, as printed.
   */
  rate: string
}
/**
 * A meeting by its id.
 */
export interface MeetingAsked {
  /**
   * Row id.
   */
  meeting: MeetingId
}
/**
 * Whom a meeting can evaluate.
 */
export interface DueList {
  /**
   * 党组织.
   */
  organizations: DueSubject[]
  /**
   * 党员 by branch.
   */
  branches: DueBranch[]
  /**
   * How they were taken.
   */
  notes: string[]
}
/**
 * Someone whom a meeting can evaluate.
 */
export interface DueSubject {
  /**
   * Which organization or member.
   */
  subject: SubjectId
  /**
   * Full name.
   */
  name: string
  /**
   * 预备党员 on the day of the meeting.
   */
  probationary: boolean
  /**
   * Already on the list of this meeting.
   */
  listed: boolean
  /**
   * A valid evaluation of this year has covered them.
   */
  done: boolean
}
/**
 * The members of one branch.
 */
export interface DueBranch {
  /**
   * The branch; null for members without one.
   */
  organization: number | null
  /**
   * Its name.
   */
  name: string
  /**
   * Its members, in roster order.
   */
  members: DueSubject[]
}
/**
 * One meeting, whole.
 */
export interface MeetingPage {
  /**
   * The meeting.
   */
  meeting: MeetingCard
  /**
   * Who came; empty when nobody wrote it down.
   */
  voters: VotersEntry[]
  /**
   * Kinds of voters that the schemes of the meeting know, in their order.
   */
  categories: string[]
  /**
   * Whom it evaluates: organizations first, then members by branch and roster.
   */
  subjects: SubjectCard[]
}
/**
 * One meeting in the list.
 */
export interface MeetingCard {
  /**
   * Row id.
   */
  id: MeetingId
  /**
   * 评议会编号.
   */
  code: string
  /**
   * 日期.
   */
  held_on: string
  /**
   * 地点.
   */
  place: string | null
  /**
   * 评议方式.
   */
  method: Method
  /**
   * Whether this method hands out papers.
   */
  on_paper: boolean
  /**
   * Its day is still to come: sheets can be printed, nothing can be entered.
   */
  to_come: boolean
  /**
   * 被评议党组织.
   */
  organizations: number
  /**
   * 被评议党员.
   */
  members: number
  /**
   * Subjects for whom anything was entered.
   */
  entered: number
  /**
   * Subjects that are being entered ballot by ballot.
   */
  entering: number
  /**
   * Subjects whose papers make the evaluation void.
   */
  void: number
}
/**
 * 参评人员 of one kind.
 */
export interface VotersEntry {
  /**
   * 评议人类别.
   */
  category: string
  /**
   * 实到; null when nobody counted them.
   */
  present: number | null
}
/**
 * A subject of a meeting.
 */
export interface SubjectCard {
  /**
   * Row id of the subject at this meeting.
   */
  evaluation: EvaluationId
  /**
   * Which organization or member.
   */
  subject: SubjectId
  /**
   * Full name.
   */
  name: string
  /**
   * The branch of a member on the day of the meeting.
   */
  branch: string | null
  /**
   * Key of the scheme.
   */
  scheme: string
  /**
   * Its name.
   */
  scheme_name: string
  /**
   * 发出, 收回, 作废.
   */
  papers: PapersEntry
  /**
   * 有效 that must come out: collected - spoiled.
   */
  expected_valid: number | null
  /**
   * 有效 as entered.
   */
  valid: number
  /**
   * How it was entered.
   */
  entered_as: EnteredAs
  /**
   * The batch that is open.
   */
  batch: OpenBatch | null
  /**
   * How far it is.
   */
  state: SubjectState
  /**
   * 满意率 as printed.
   */
  satisfied_rate: string
  /**
   * What does not fit.
   */
  warnings: string[]
}
/**
 * A new meeting, or what an old one is to be.
 */
export interface MeetingEntryInput {
  /**
   * 评议会编号.
   */
  code: string
  /**
   * 日期.
   */
  held_on: string
  /**
   * 地点.
   */
  place?: string | null
  /**
   * 评议方式.
   */
  method: Method
}
/**
 * A new meeting, or what an old one is to be.
 */
export interface MeetingEntry {
  /**
   * 评议会编号.
   */
  code: string
  /**
   * 日期.
   */
  held_on: string
  /**
   * 地点.
   */
  place: string | null
  /**
   * 评议方式.
   */
  method: Method
}
/**
 * What a meeting is to be.
 */
export interface MeetingChange {
  /**
   * Row id.
   */
  meeting: MeetingId
  /**
   * All of it.
   */
  entry: MeetingEntryInput
}
/**
 * What was typed: one question as a rule, many when pasted. What is not named stays.
 */
export interface CountsEntry {
  /**
   * Row id of the subject at its meeting.
   */
  evaluation: EvaluationId
  /**
   * 有效票 and 空白票.
   */
  heads?: HeadEntry[]
  /**
   * Rows of the grid.
   */
  questions?: QuestionEntry[]
}
/**
 * 有效票 and 空白票 of one kind of voters.
 */
export interface HeadEntry {
  /**
   * 评议人类别.
   */
  category: string
  /**
   * 有效票; null is not entered.
   */
  valid?: number | null
  /**
   * 空白票.
   */
  blank?: number | null
}
/**
 * One question.
 */
export interface QuestionEntry {
  /**
   * 评议人类别.
   */
  category: string
  /**
   * Place of the item, from 0.
   */
  item: number
  /**
   * Papers by grade; null is not entered.
   */
  grades: (number | null)[]
  /**
   * 弃权.
   */
  abstained?: number | null
  /**
   * 项无效.
   */
  voided?: number | null
}
/**
 * The papers of one or many subjects: whoever stands on one sheet shares its papers.
 */
export interface PapersAsked {
  /**
   * Row ids of subjects at a meeting.
   */
  evaluations: EvaluationId[]
  /**
   * 发出, 收回, 作废.
   */
  papers: PapersEntryInput
}
/**
 * 发出, 收回, 作废.
 */
export interface PapersEntryInput {
  /**
   * 发出; null where nobody wrote it down, or for methods without paper.
   */
  issued?: number | null
  /**
   * 收回.
   */
  collected?: number | null
  /**
   * 作废: whole papers.
   */
  spoiled: number
}
/**
 * 参评人员 of a meeting.
 */
export interface VotersAsked {
  /**
   * The meeting.
   */
  meeting: MeetingId
  /**
   * In place of what was entered before.
   */
  voters: VotersEntryInput[]
}
/**
 * 参评人员 of one kind.
 */
export interface VotersEntryInput {
  /**
   * 评议人类别.
   */
  category: string
  /**
   * 实到; null when nobody counted them.
   */
  present?: number | null
}
/**
 * The results of one subject.
 */
export interface ResultAsked {
  /**
   * One meeting.
   */
  meeting?: MeetingId | null
  /**
   * A period, where no meeting is named.
   */
  period?: string | null
  /**
   * Whose.
   */
  subject: SubjectId
}
/**
 * A subject's results, whole.
 */
export interface ResultDetail {
  /**
   * In one line.
   */
  row: ResultRow
  /**
   * Key of the scheme.
   */
  scheme: string
  /**
   * Its name.
   */
  scheme_name: string
  /**
   * 等次.
   */
  grades: string[]
  /**
   * Which of them count as satisfied.
   */
  satisfied: boolean[]
  /**
   * Whether the scheme gives scores.
   */
  scores: boolean
  /**
   * Per 评议内容, 总体评价 among them.
   */
  items: ItemFigures[]
  /**
   * By column of the tables; only those that voted.
   */
  groups: VoterGroup[]
  /**
   * 满意率的定义, as printed under tables.
   */
  definition: string
  /**
   * What must be printed under the table.
   */
  notes: string[]
  /**
   * What the clerk should look into; not for the paper.
   */
  warnings: string[]
}
/**
 * A subject's results in one line.
 */
export interface ResultRow {
  /**
   * Which organization or member; null for 合计.
   */
  subject: SubjectId | null
  /**
   * Full name.
   */
  name: string
  /**
   * The branch of a member.
   */
  branch: string | null
  /**
   * 发出, 收回, 作废.
   */
  papers: PapersEntry
  /**
   * 有效, as counted.
   */
  valid: number
  /**
   * 空白.
   */
  blank: number
  /**
   * 总体评价, or the sum over all items.
   */
  overall: ItemFigures
  /**
   * Mean score of the items without 总体评价.
   */
  score: string
  /**
   * Score band.
   */
  band: string | null
  /**
   * 收回多于发出: no rates.
   */
  void: boolean
  /**
   * The meetings, by code.
   */
  meetings: string[]
  /**
   * What must be known beside the figures.
   */
  notes: string[]
}
/**
 * Marks on one item. Grades, 弃权 and 项无效 add up to the valid papers.
 */
export interface ItemFigures {
  /**
   * 评议内容.
   */
  name: string
  /**
   * 总体评价.
   */
  overall: boolean
  /**
   * Papers by grade, in the scheme's order.
   */
  counts: number[]
  /**
   * 得票率 by grade, as printed.
   */
  rates: string[]
  /**
   * 弃权.
   */
  abstained: number
  /**
   * 项无效.
   */
  voided: number
  /**
   * 计入满意的票.
   */
  satisfied: number
  /**
   * 满意率, as printed.
   */
  satisfied_rate: string
  /**
   * Mean score, as printed.
   */
  score: string
}
/**
 * One kind of voters, as a column of the tables.
 */
export interface VoterGroup {
  /**
   * 党员, 群众 ...
   */
  group: CategoryGroup
  /**
   * The kinds of voters in it that voted.
   */
  categories: string[]
  /**
   * 有效.
   */
  valid: number
  /**
   * 空白.
   */
  blank: number
  /**
   * Item by item; without scores.
   */
  items: ItemFigures[]
}
/**
 * Whose results: of one meeting, or of a period.
 */
export interface ResultsAsked {
  /**
   * One meeting.
   */
  meeting?: MeetingId | null
  /**
   * `2012`, `2012Q1` ... where no meeting is named.
   */
  period?: string | null
}
/**
 * The results under one scheme.
 */
export interface ResultGroup {
  /**
   * Key of the scheme.
   */
  scheme: string
  /**
   * Its name.
   */
  scheme_name: string
  /**
   * Whom it evaluates.
   */
  kind: SubjectKind
  /**
   * 等次.
   */
  grades: string[]
  /**
   * Whether the scheme gives scores.
   */
  scores: boolean
  /**
   * 满意率的定义.
   */
  definition: string
  /**
   * The subjects in the order of the lists.
   */
  rows: ResultRow[]
  /**
   * 合计, where there are several.
   */
  total: ResultRow | null
}
/**
 * A scheme to check, to put in or to change. The key of a new one is made for it.
 */
export interface SchemeAsked {
  /**
   * As edited.
   */
  definition: SchemeInput
}
/**
 * 评议方案.
 */
export interface SchemeInput {
  /**
   * Stable key: `organization-004`.
   */
  key: string
  /**
   * Name on screen.
   */
  name: string
  /**
   * Whom it evaluates.
   */
  subject: SubjectKind
  /**
   * Decimals of rates and scores.
   */
  decimals: number
  /**
   * Whether 预备党员 are due to be evaluated; 民主评议 leaves them out (`decisions.md` 9).
   */
  probationary?: boolean
  /**
   * What rates divide by.
   */
  denominator?: Denominator & string
  /**
   * What happens to the rounding residue.
   */
  residue?: Residue & string
  /**
   * 评议内容, in printed order.
   */
  items: ItemInput[]
  /**
   * 等次, best first.
   */
  grades: GradeInput[]
  /**
   * 评议人类别.
   */
  categories: VoterCategoryInput[]
  /**
   * Score bands, highest first; may be empty.
   */
  bands?: Band[]
}
/**
 * 评议内容.
 */
export interface ItemInput {
  /**
   * In full, as annexes print it.
   */
  name: string
  /**
   * 总体评价: shown in summary tables, left out of the mean of items.
   */
  overall?: boolean
}
/**
 * 等次.
 */
export interface GradeInput {
  /**
   * 满意 ...
   */
  name: string
  /**
   * Score in whole points; none for 不了解.
   */
  score?: number | null
  /**
   * Whether it counts as satisfied (满意率).
   */
  satisfied?: boolean
  /**
   * 不了解: a grade like the others, without a score.
   */
  unknown?: boolean
}
/**
 * 评议人类别 with its group and weight.
 */
export interface VoterCategoryInput {
  /**
   * 党员, 本单位群众代表 ...
   */
  name: string
  /**
   * Column of the tables.
   */
  group: CategoryGroup
  /**
   * Weight of the category's score, in whole parts; none counts every paper alike.
   */
  weight?: number | null
}
/**
 * One fault of a scheme.
 */
export interface SchemeFault {
  /**
   * Where.
   */
  part: SchemePart
  /**
   * A sentence for the clerk: 评议内容里“总体评价”写了两次.
   */
  message: string
}
/**
 * A scheme by its key.
 */
export interface SchemeKey {
  /**
   * 方案编号.
   */
  key: string
}
/**
 * Subjects to put on a meeting.
 */
export interface SubjectsAdded {
  /**
   * The meeting.
   */
  meeting: MeetingId
  /**
   * Key of the scheme; one kind of subjects at a time.
   */
  scheme: string
  /**
   * Whom.
   */
  subjects: SubjectId[]
}
/**
 * Subjects of meetings.
 */
export interface EvaluationsAsked {
  /**
   * Row ids of subjects at a meeting.
   */
  evaluations: EvaluationId[]
}
/**
 * Which operation.
 */
export interface ChangesAsked {
  /**
   * Its number in the history.
   */
  operation: OperationId
}
/**
 * What it changed.
 */
export interface ChangesAnswer {
  /**
   * How many records.
   */
  total: number
  /**
   * 共 N 行，显示前 200 行, when not all are shown.
   */
  note: string | null
  /**
   * In the order in which they changed.
   */
  records: ChangedRecord[]
}
/**
 * One record.
 */
export interface ChangedRecord {
  /**
   * 党员.
   */
  table: string
  /**
   * Which one: a name.
   */
  record: string
  /**
   * 新增, 修改, 删除.
   */
  move: RecordMove
  /**
   * Its values; of a changed record only those that changed.
   */
  fields: ChangedField[]
}
/**
 * One value.
 */
export interface ChangedField {
  /**
   * 党员类别.
   */
  field: string
  /**
   * Before; null when empty.
   */
  before: string | null
  /**
   * After; null when empty.
   */
  after: string | null
  /**
   * Part of it is hidden (`decisions.md` 16): before and after may look alike.
   */
  masked: boolean
}
/**
 * Which operations.
 */
export interface HistoryAsked {
  /**
   * All of them without a limit.
   */
  limit?: number | null
  /**
   * How many of the newest are passed over: the second page of 50 begins after 50.
   */
  offset?: number | null
  /**
   * Words that all stand in name, detail or 经办人.
   */
  search?: string | null
  /**
   * Of this kind alone.
   */
  kind?: OperationKind | null
  /**
   * Not before this day.
   */
  from?: string | null
  /**
   * Not after this day.
   */
  to?: string | null
}
/**
 * A page of the history.
 */
export interface HistoryPage {
  /**
   * How many operations fit what was asked, on all pages.
   */
  total: number
  /**
   * Those of this page, newest first.
   */
  entries: OperationEntry[]
}
/**
 * One line of the history (操作历史), for reading.
 */
export interface OperationEntry {
  /**
   * Number of the operation.
   */
  id: OperationId
  /**
   * Change, undo, redo or note.
   */
  kind: OperationKind
  /**
   * 登记党员; of an undo or redo, what was taken back or done again: 撤销“登记党员”.
   */
  name: string
  /**
   * Counts and hashes; never personal data.
   */
  detail: string | null
  /**
   * When, in local time.
   */
  happened_at: string
  /**
   * 经办人, where it is known.
   */
  actor: string | null
  /**
   * How many rows changed.
   */
  rows: number
  /**
   * The next undo takes this change back.
   */
  undoable: boolean
  /**
   * This change was taken back and does not stand.
   */
  undone: boolean
}
/**
 * What the next 撤销 and the next 重做 would do, by name.
 */
export interface NextSteps {
  /**
   * The change that undo takes back.
   */
  undo: string | null
  /**
   * The change that redo does again.
   */
  redo: string | null
}
/**
 * 撤销 or 重做.
 */
export interface TakenBack {
  /**
   * The operation that was taken back or done again.
   */
  name: string
}
/**
 * Which year.
 */
export interface HomeAsked {
  /**
   * The year of evaluations and pledges; by default this one, or the newest with records.
   */
  year?: number | null
}
/**
 * The home screen.
 */
export interface HomeSummary {
  /**
   * The office's day.
   */
  today: string
  /**
   * The year of evaluations and pledges.
   */
  year: number
  /**
   * The years that have records, newest first.
   */
  years: number[]
  /**
   * Why another year than this one is shown.
   */
  note: string | null
  /**
   * 党组织 that exist today, the 党组 among them.
   */
  organizations: number
  /**
   * 党支部 among them.
   */
  branches: number
  /**
   * 在册党员 of today.
   */
  roster: RosterCounts
  /**
   * How many things are overdue.
   */
  overdue: number
  /**
   * How many are due soon.
   */
  soon: number
  /**
   * Within how many days that is.
   */
  soon_days: number
  /**
   * Overdue, near and later ones, each with its first rows.
   */
  due: DueGroupRow[]
  /**
   * 预备党员 whose day is not recorded.
   */
  probation_unknown: string[]
  /**
   * 群众评议 of the year.
   */
  evaluations: HomeEvaluations
  /**
   * 公开承诺 of the year.
   */
  pledges: HomePledges
  /**
   * When the newest automatic backup was made.
   */
  last_backup: string | null
  /**
   * The newest operations.
   */
  recent: OperationEntry[]
}
/**
 * 在册党员.
 */
export interface RosterCounts {
  /**
   * 党员数.
   */
  total: number
  /**
   * 正式党员.
   */
  full: number
  /**
   * 预备党员.
   */
  probationary: number
  /**
   * 党员类别无数据.
   */
  unknown: number
}
/**
 * 群众评议 of a year.
 */
export interface HomeEvaluations {
  /**
   * 评议场次.
   */
  meetings: number
  /**
   * Of organizations.
   */
  organizations: KindCoverage
  /**
   * Of members.
   */
  members: KindCoverage
  /**
   * Organization by organization; 党小组 with their branch.
   */
  branches: BranchEvaluation[]
  /**
   * What must be known beside the figures.
   */
  notes: string[]
}
/**
 * 覆盖 of organizations or of members.
 */
export interface KindCoverage {
  /**
   * 应评.
   */
  due: number | null
  /**
   * 实评.
   */
  done: number | null
  /**
   * 覆盖率, as printed, without the % sign.
   */
  rate: string
  /**
   * 未评数.
   */
  missing: number | null
  /**
   * The first names of 未评.
   */
  missing_names: string[]
}
/**
 * 评议 of one organization and its members.
 */
export interface BranchEvaluation {
  /**
   * Row id; null for 未编入党支部.
   */
  id: OrganizationId | null
  /**
   * Full name.
   */
  name: string
  /**
   * 类别.
   */
  kind: OrganizationKind | null
  /**
   * Whether the organization itself was evaluated.
   */
  evaluated: boolean
  /**
   * 应评党员.
   */
  members_due: number | null
  /**
   * 实评党员.
   */
  members_done: number | null
  /**
   * 党组织评议: 有效票.
   */
  valid: number | null
  /**
   * 党组织评议: 满意票 of 总体评价.
   */
  satisfied: number | null
  /**
   * 党组织评议满意率, as printed, without the % sign; "—" where nothing divides.
   */
  rate: string
  /**
   * 党员评议满意率, likewise.
   */
  members_rate: string
}
/**
 * 公开承诺 of a year.
 */
export interface HomePledges {
  /**
   * 承诺事项.
   */
  items: number
  /**
   * 到期事项.
   */
  due: number
  /**
   * 到期已兑现.
   */
  fulfilled_due: number
  /**
   * 到期未兑现.
   */
  overdue: number
  /**
   * 兑现率, as printed, without the % sign.
   */
  rate: string
  /**
   * By 兑现状态, in official order.
   */
  statuses: StatusCount[]
}
/**
 * 承诺事项 of one state.
 */
export interface StatusCount {
  /**
   * 兑现状态.
   */
  status: PledgeStatus
  /**
   * 事项数.
   */
  count: number
}
/**
 * 导入, after a check.
 */
export interface ApplyAsked {
  /**
   * The same as was checked.
   */
  import: ImportAsked
  /**
   * The hash of the file that was checked: nothing else is imported.
   */
  sha256: string
}
/**
 * What is to be imported, and how.
 */
export interface ImportAsked {
  /**
   * The file.
   */
  file: FileId
  /**
   * As what.
   */
  kind: KindName
  /**
   * 表彰活动, for 推荐对象.
   */
  programme?: ProgrammeId | null
  /**
   * How the clerk names the columns.
   */
  mapping?: Mapping | null
  /**
   * The day that the file speaks of, in place of its own 统计截止日期.
   */
  as_of?: string | null
  /**
   * Refuse on warnings too.
   */
  strict?: boolean
}
/**
 * How a clerk names columns: a mapping file, or what was chosen on a screen.
 */
export interface Mapping {
  /**
   * Only the sheet of this name is read.
   */
  sheet?: string | null
  /**
   * The last row of the header, as the spreadsheet counts.
   */
  header_row?: number | null
  /**
   * Official word by header text.
   */
  columns?: {
    [k: string]: string
  }
  /**
   * What holds for one sheet, by its name.
   */
  sheets?: {
    [k: string]: SheetMapping
  }
}
/**
 * What holds for one sheet only.
 */
export interface SheetMapping {
  /**
   * The sheet is not read.
   */
  skip?: boolean
  /**
   * The last row of its header, as the spreadsheet counts.
   */
  header_row?: number | null
  /**
   * Official word by the letters over a column: where two columns have the same header.
   */
  columns?: {
    [k: string]: string
  }
}
/**
 * What an import would do or has done, in figures. Findings and changes are asked for page by page.
 */
export interface ImportSummary {
  /**
   * SHA-256 of the file.
   */
  sha256: string
  /**
   * Data rows read.
   */
  rows: number
  /**
   * Records that are new.
   */
  created: number
  /**
   * Records that change.
   */
  updated: number
  /**
   * Records that are as the file says already.
   */
  unchanged: number
  /**
   * How many errors.
   */
  errors: number
  /**
   * How many warnings.
   */
  warnings: number
  /**
   * What else the clerk should know.
   */
  notes: string[]
  /**
   * Whether the findings forbid the import.
   */
  refused: boolean
  /**
   * Whether something was written.
   */
  applied: boolean
  /**
   * The operation that was entered into the history: what 撤销本次导入 takes back.
   */
  operation: OperationId | null
}
/**
 * A page of what changes.
 */
export interface RecordChangesAsked {
  /**
   * The file, checked before.
   */
  file: FileId
  /**
   * Only new records, or only changed ones.
   */
  kind?: ChangeKind | null
  /**
   * Only records whose name or branch holds this.
   */
  search?: string | null
  /**
   * The first one, from 0.
   */
  from: number
  /**
   * How many at most.
   */
  count: number
}
/**
 * A page of what changes.
 */
export interface RecordChangesPage {
  /**
   * How many there are.
   */
  total: number
  /**
   * ID and phone numbers are masked.
   */
  changes: RecordChange[]
}
/**
 * What an import changes in one record.
 */
export interface RecordChange {
  /**
   * 新增 or 更新.
   */
  kind: ChangeKind
  /**
   * Whose record: a name, a code.
   */
  record: string
  /**
   * What tells it from another of the same name: a branch, whose pledge it is.
   */
  about: string | null
  /**
   * The row that says so: name of its sheet, and as the spreadsheet counts.
   */
  sheet: string
  /**
   * The row.
   */
  row: number
  /**
   * Per field: header word, before, after.
   */
  fields: FieldChange[]
}
/**
 * One field before and after.
 */
export interface FieldChange {
  /**
   * The field's official word.
   */
  field: string
  /**
   * Before; null when empty.
   */
  before: string | null
  /**
   * After; null when empty.
   */
  after: string | null
}
/**
 * A file that was looked at before.
 */
export interface FileAsked {
  /**
   * The file.
   */
  file: FileId
}
/**
 * A file as a screen sees it.
 */
export interface FileHandle {
  /**
   * What commands take.
   */
  id: FileId
  /**
   * Its name, without folder.
   */
  name: string
  /**
   * Bytes.
   */
  size: number
}
/**
 * A first look at a file.
 */
export interface LookAsked {
  /**
   * The file.
   */
  file: FileId
  /**
   * As what; guessed without.
   */
  kind?: KindName | null
  /**
   * How the clerk names the columns.
   */
  mapping?: Mapping | null
}
/**
 * What a file seems to be.
 */
export interface Look {
  /**
   * As what it would be imported; null when nothing fits.
   */
  kind: KindName | null
  /**
   * How sure that is.
   */
  guess: Guess
  /**
   * SHA-256 of the file.
   */
  sha256: string
  /**
   * Its visible sheets.
   */
  sheets: SheetLook[]
  /**
   * Names of hidden sheets, which are not read.
   */
  hidden: string[]
  /**
   * The tables of this kind, with everything that can be read into them.
   */
  tables: TableLook[]
  /**
   * 统计截止日期 that a sheet names.
   */
  as_of: string | null
  /**
   * What must be done before this file can be imported.
   */
  hindrance: string | null
}
/**
 * A sheet, as it would be read.
 */
export interface SheetLook {
  /**
   * Its name.
   */
  name: string
  /**
   * What becomes of it.
   */
  state: SheetState
  /**
   * Which table it was taken for.
   */
  table: string | null
  /**
   * The last row of the header, as the spreadsheet counts.
   */
  header_row: number | null
  /**
   * Data rows below it.
   */
  rows: number
  /**
   * Columns with a header.
   */
  columns: ColumnLook[]
  /**
   * Fields that the table must have and no column gives.
   */
  missing: string[]
  /**
   * The first rows, for choosing the header.
   */
  top: RowLook[]
}
/**
 * A column with a header.
 */
export interface ColumnLook {
  /**
   * The letters over it.
   */
  letters: string
  /**
   * Its header's text.
   */
  text: string
  /**
   * The field that it is read into; null when it is not read.
   */
  field: string | null
  /**
   * How that came about.
   */
  how: How
  /**
   * Some of its values, long numbers masked.
   */
  samples: string[]
}
/**
 * A row from the top of a sheet.
 */
export interface RowLook {
  /**
   * As the spreadsheet counts.
   */
  row: number
  /**
   * Its cells from column A on, long numbers masked.
   */
  cells: string[]
}
/**
 * A table that can be read, and its fields.
 */
export interface TableLook {
  /**
   * 党员花名册.
   */
  name: string
  /**
   * In the order of the official form.
   */
  fields: FieldLook[]
}
/**
 * Something that can be read from a column.
 */
export interface FieldLook {
  /**
   * The official word.
   */
  name: string
  /**
   * Whether the table cannot do without.
   */
  required: boolean
  /**
   * Other headers for the same.
   */
  synonyms: string[]
}
/**
 * A page of what was found.
 */
export interface ProblemsAsked {
  /**
   * The file, checked before.
   */
  file: FileId
  /**
   * Only errors, or only warnings.
   */
  level?: FindingLevel | null
  /**
   * The first one, from 0.
   */
  from: number
  /**
   * How many at most.
   */
  count: number
}
/**
 * A page of what was found.
 */
export interface ProblemsPage {
  /**
   * How many there are.
   */
  total: number
  /**
   * Long numbers in `value` are masked.
   */
  findings: Finding[]
}
/**
 * One finding in a workbook: where, what, and what to do.
 */
export interface Finding {
  /**
   * How bad.
   */
  level: FindingLevel
  /**
   * Name of the sheet; of a csv file, the file's name without its ending.
   */
  sheet: string
  /**
   * Row as the spreadsheet counts, from 1.
   */
  row: number
  /**
   * The header's text of the column; none when the whole row is meant.
   */
  column: string | null
  /**
   * The letters over the column, as the spreadsheet counts; none when the sheet has no such column.
   */
  letters: string | null
  /**
   * What was read there.
   */
  value: string | null
  /**
   * A Chinese sentence: the reason and what to do.
   */
  message: string
}
/**
 * A page of a sheet's rows.
 */
export interface SheetRowsAsked {
  /**
   * The file, looked at before.
   */
  file: FileId
  /**
   * Name of the sheet.
   */
  sheet: string
  /**
   * Only rows with findings.
   */
  only_problems?: boolean
  /**
   * The row, as the spreadsheet counts, that the page must hold; `from` is not used then.
   */
  row?: number | null
  /**
   * The first one, from 0.
   */
  from?: number
  /**
   * How many at most.
   */
  count: number
}
/**
 * A page of a sheet's rows.
 */
export interface SheetRowsPage {
  /**
   * How many there are.
   */
  total: number
  /**
   * The first one of this page, from 0.
   */
  from: number
  /**
   * The letters over the columns of the sheet.
   */
  letters: string[]
  /**
   * The rows.
   */
  rows: SheetRow[]
}
/**
 * A row of a sheet with what was found in it.
 */
export interface SheetRow {
  /**
   * As the spreadsheet counts.
   */
  row: number
  /**
   * Its cells from column A on, long numbers masked.
   */
  cells: string[]
  /**
   * What was found.
   */
  findings: RowFinding[]
}
/**
 * Something found in a row.
 */
export interface RowFinding {
  /**
   * How bad.
   */
  level: FindingLevel
  /**
   * The letters over the column; none when the whole row is meant.
   */
  letters: string | null
  /**
   * A Chinese sentence: the reason and what to do.
   */
  message: string
}
/**
 * 空白表.
 */
export interface TemplateAsked {
  /**
   * Of which kind.
   */
  kind: KindName
}
/**
 * 撤销本次导入.
 */
export interface UndoAsked {
  /**
   * The operation of the import.
   */
  operation: OperationId
}
/**
 * What `layouts add` did.
 */
export interface LayoutAdded {
  /**
   * What `xianfeng export` takes.
   */
  key: string
  /**
   * 表名.
   */
  name: string
  /**
   * What it is for.
   */
  about: string
  /**
   * 版本.
   */
  version: number
  /**
   * Whether it is the office's own.
   */
  own: boolean
  /**
   * Whether there was none with this key before.
   */
  new: boolean
}
/**
 * What `layouts check` says of a file.
 */
export interface LayoutCheck {
  /**
   * Whether it can be added.
   */
  ok: boolean
  /**
   * Its key; null when the file cannot be read.
   */
  key: string | null
  /**
   * Its name; null when the file cannot be read.
   */
  name: string | null
  /**
   * What has to be mended, by line.
   */
  findings: Finding2[]
}
/**
 * Something in a layout file that cannot stand.
 */
export interface Finding2 {
  /**
   * Line of the file, from 1.
   */
  line: number
  /**
   * The key: `table[1].columns[2].indicator`, counted from 1; empty for the file as a whole.
   */
  key: string
  /**
   * What is wrong and what may stand there, in Chinese.
   */
  message: string
}
/**
 * Which layout.
 */
export interface LayoutNamed {
  /**
   * Its key.
   */
  key: string
}
/**
 * A layout, for lists.
 */
export interface LayoutRow {
  /**
   * What `xianfeng export` takes.
   */
  key: string
  /**
   * 表名.
   */
  name: string
  /**
   * What it is for.
   */
  about: string
  /**
   * 版本.
   */
  version: number
  /**
   * Whether it is the office's own.
   */
  own: boolean
}
/**
 * A layout that the clerk is writing, and what it is to show.
 */
export interface TrialAsked {
  /**
   * The layout.
   */
  layout: LayoutSource
  /**
   * 统计时段 and what else a table takes.
   */
  request: RequestInput
}
/**
 * What a clerk asks of a form. What a form does not take is left alone.
 */
export interface RequestInput {
  /**
   * 统计时段.
   */
  period?: Period | null
  /**
   * 截止日期; by default the period's last day or today, whichever is earlier.
   */
  as_of?: string | null
  /**
   * One 党组织 instead of all; with those below it.
   */
  organization?: OrganizationId | null
  /**
   * One 党员 instead of all.
   */
  member?: MemberId | null
  /**
   * 归档版, 内部版, 公示版.
   */
  profile?: Profile & string
  /**
   * Copies of each sheet; 0 is one.
   */
  copies?: number
  /**
   * Whether copies carry 编号.
   */
  numbered?: boolean
  /**
   * Key of the 评议方案; by default the ready-made one of the 004 annexes.
   */
  scheme?: string | null
  /**
   * How lists of people are ordered.
   */
  order?: Order & string
  /**
   * 表彰活动.
   */
  programme?: ProgrammeId | null
  /**
   * 表彰类别; by default every kind of the programme.
   */
  kind?: string | null
  /**
   * How the date under a text paper is written.
   */
  date_style?: DateStyle & string
}
/**
 * A paper on the screen.
 */
export interface Previewed {
  /**
   * The pages: HTML without a script, as wide as the frame that shows it.
   */
  file: FileHandle
  /**
   * The pages that are shown, from the first.
   */
  pages: PageSize[]
  /**
   * Space under each page, in percent of the frame's width.
   */
  gap: number
  /**
   * Pages on paper, all copies counted; more than are shown where the paper is long.
   */
  total: number
  /**
   * Names of the papers, one after another: the files that an export would write.
   */
  names: string[]
  /**
   * Official faces that were not there, and what stands in for them.
   */
  substituted_fonts: Substitution[]
  /**
   * Names with characters that no font has; a 〓 marks the place.
   */
  unprintable: Unprintable[]
  /**
   * Seals whose files were written instead of new papers.
   */
  sealed: SealRow[]
  /**
   * Papers of `all` that have nothing to show, each with the reason: 党组评议表：….
   */
  left_out: string[]
  /**
   * 勾稽关系 of the printed tables that do not hold, each with both figures.
   */
  failed_checks: CheckFailure[]
}
/**
 * A page's size as it lies, in mm.
 */
export interface PageSize {
  /**
   * Width.
   */
  width: number
  /**
   * Height.
   */
  height: number
}
/**
 * 方正小标宋简体 was asked for and Noto Serif SC Bold used.
 */
export interface Substitution {
  /**
   * The face that the standard names.
   */
  wanted: string
  /**
   * The font that was used.
   */
  used: string
}
/**
 * A name with characters that no font has; 〓 stands in their place.
 */
export interface Unprintable {
  /**
   * The person's name, or the words the character stands in.
   */
  name: string
  /**
   * The characters.
   */
  characters: string
}
/**
 * A seal, as lists show it.
 */
export interface SealRow {
  /**
   * Key of the layout.
   */
  form: string
  /**
   * 表名.
   */
  name: string
  /**
   * 统计时段: 2012Q1.
   */
  period: string
  /**
   * 截止日期.
   */
  as_of: string
  /**
   * 第几版.
   */
  version: number
  /**
   * When it was sealed, in local time.
   */
  sealed_at: string
  /**
   * Why it was sealed again, or in spite of a failed check.
   */
  reason: string | null
  /**
   * SHA-256 over figures, rows, layout and files.
   */
  hash: string
}
/**
 * A 勾稽关系 that does not hold, with both figures.
 */
export interface CheckFailure {
  /**
   * 表名 or the table's heading.
   */
  table: string
  /**
   * The row.
   */
  row: string
  /**
   * The relation in words: 党员数 = 正式党员 + 预备党员.
   */
  relation: string
  /**
   * The left figure.
   */
  left: string
  /**
   * The right figure.
   */
  right: string
}
/**
 * 登记党员: facts and how the person came in.
 */
export interface NewMember {
  /**
   * The person.
   */
  facts: MemberForm
  /**
   * 期初登记, 接收预备 or 转入.
   */
  event: EventForm
  /**
   * The clerk confirmed the warnings.
   */
  confirmed?: boolean
}
/**
 * The form of a person.
 */
export interface MemberForm {
  /**
   * 姓名.
   */
  name: string
  /**
   * 性别.
   */
  sex?: Sex | null
  /**
   * 民族.
   */
  ethnicity?: Ethnicity | null
  /**
   * 出生日期; left empty, the ID number says it.
   */
  birth_date?: string | null
  /**
   * 公民身份证号码 as typed; left as it was shown, it stays.
   */
  id_number?: string | null
  /**
   * 学历.
   */
  education?: Education | null
  /**
   * 入党时间.
   */
  joined_on?: string | null
  /**
   * 转正时间.
   */
  full_on?: string | null
  /**
   * 参加工作时间.
   */
  worked_on?: string | null
  /**
   * 籍贯.
   */
  native_place?: string | null
  /**
   * 工作单位及职务.
   */
  job?: string | null
  /**
   * 手机号码; left as it was shown, it stays.
   */
  phone?: string | null
  /**
   * 家庭住址.
   */
  address?: string | null
  /**
   * 备注; left as it was shown, it stays.
   */
  note?: string | null
}
/**
 * The form of an event.
 */
export interface EventForm {
  /**
   * What happened.
   */
  kind: EventKind
  /**
   * When it took effect.
   */
  happened_on: string
  /**
   * The branch: for 期初登记, 接收预备, 转入, 内部调动, 恢复.
   */
  organization?: OrganizationId | null
  /**
   * For 期初登记 and 转入.
   */
  standing?: Standing | null
  /**
   * For 期初登记, 接收预备 and 转入.
   */
  category?: Category | null
  /**
   * 党内职务: for 期初登记, 任职, 免职.
   */
  post?: string | null
  /**
   * 备注: where from, where to, why; left as it was shown, it stays.
   */
  note?: string | null
}
/**
 * What became of a form.
 */
export interface MemberSaved {
  /**
   * The person; null when nothing was saved: see the remarks.
   */
  id: MemberId | null
  /**
   * What is wrong, or looks wrong.
   */
  remarks: Remark[]
}
/**
 * One remark on one field.
 */
export interface Remark {
  /**
   * How bad it is.
   */
  weight: RemarkWeight
  /**
   * The field of the form, by its name in the contract: `joined_on`.
   */
  field: string
  /**
   * Which line of a list inside the form, from 0; null for the form itself.
   */
  row: number | null
  /**
   * What is wrong and what to do, in Chinese.
   */
  message: string
}
/**
 * 更正党籍变动.
 */
export interface EventCorrection {
  /**
   * Which.
   */
  id: EventId
  /**
   * What takes its place.
   */
  event: EventForm
  /**
   * The clerk confirmed the warnings.
   */
  confirmed?: boolean
}
/**
 * 导出名单.
 */
export interface MemberExport {
  /**
   * 截止日期; today when left out.
   */
  as_of?: string | null
  /**
   * These people, in this order.
   */
  ids: MemberId[]
  /**
   * These columns, in this order.
   */
  columns: MemberColumn[]
  /**
   * How they were chosen, in words.
   */
  chosen_by?: string | null
  /**
   * How much of a person is shown; the archive profile is entered into the history.
   */
  profile?: Profile & string
  /**
   * In these formats.
   */
  formats: Format[]
}
/**
 * What an export of a list wrote.
 */
export interface MemberListFiles {
  /**
   * The files.
   */
  files: FileHandle[]
  /**
   * Official faces that were not there, and what stands in for them.
   */
  substituted_fonts: Substitution[]
  /**
   * Names with characters that no font has.
   */
  unprintable: Unprintable[]
}
/**
 * One person, on a day.
 */
export interface MemberAsked {
  /**
   * Who.
   */
  id: MemberId
  /**
   * 截止日期; today when left out.
   */
  as_of?: string | null
}
/**
 * A person's page.
 */
export interface MemberPage {
  /**
   * Row id.
   */
  id: MemberId
  /**
   * The day.
   */
  as_of: string
  /**
   * The facts, as the form takes them; ID number, phone and numbers in the note masked.
   */
  facts: MemberFactsShown
  /**
   * 年龄.
   */
  age: number | null
  /**
   * 党龄.
   */
  party_age: number | null
  /**
   * When the probation of a 预备党员 has lasted a year.
   */
  probation_until: string | null
  /**
   * The membership on the day; null before the books open for this person.
   */
  membership: MembershipShown | null
  /**
   * 党籍变动, oldest first.
   */
  events: EventLine[]
  /**
   * What can be recorded now, and why the rest cannot.
   */
  possible: PossibleEvent[]
  /**
   * 任职经历 in the lists of officers, newest first.
   */
  offices: OfficeHeld[]
  /**
   * 荣誉.
   */
  honours: HonourLine[]
  /**
   * 群众评议.
   */
  evaluations: EvaluationLine[]
  /**
   * 公开承诺.
   */
  pledges: PledgeBrief[]
}
/**
 * Facts of a person on the screen.
 */
export interface MemberFactsShown {
  /**
   * 姓名.
   */
  name: string
  /**
   * 性别.
   */
  sex: Sex | null
  /**
   * 民族.
   */
  ethnicity: Ethnicity | null
  /**
   * 出生日期.
   */
  birth_date: string | null
  /**
   * 公民身份证号码, masked.
   */
  id_number: string | null
  /**
   * 学历.
   */
  education: Education | null
  /**
   * 入党时间.
   */
  joined_on: string | null
  /**
   * 转正时间.
   */
  full_on: string | null
  /**
   * 参加工作时间.
   */
  worked_on: string | null
  /**
   * 籍贯.
   */
  native_place: string | null
  /**
   * 工作单位及职务.
   */
  job: string | null
  /**
   * 手机号码, masked.
   */
  phone: string | null
  /**
   * 家庭住址.
   */
  address: string | null
  /**
   * 备注, long numbers in it masked.
   */
  note: string | null
}
/**
 * The membership on a day.
 */
export interface MembershipShown {
  /**
   * 所在党支部; the last one of somebody who left.
   */
  organization: NamedOrganization | null
  /**
   * 党员类别.
   */
  standing: Standing | null
  /**
   * 在职/离退休.
   */
  category: Category | null
  /**
   * 党内职务.
   */
  post: string | null
  /**
   * How the person left; null while a member.
   */
  left: EventKind | null
  /**
   * When.
   */
  left_on: string | null
}
/**
 * An organization by name.
 */
export interface NamedOrganization {
  /**
   * Row id.
   */
  id: OrganizationId
  /**
   * 全称.
   */
  name: string
}
/**
 * 党籍变动.
 */
export interface EventLine {
  /**
   * Row id.
   */
  id: EventId
  /**
   * What happened.
   */
  kind: EventKind
  /**
   * When.
   */
  happened_on: string
  /**
   * The branch.
   */
  organization: NamedOrganization | null
  /**
   * 党员类别.
   */
  standing: Standing | null
  /**
   * 在职/离退休.
   */
  category: Category | null
  /**
   * 党内职务.
   */
  post: string | null
  /**
   * 备注, long numbers in it masked.
   */
  note: string | null
}
/**
 * A kind of event that can be recorded, or cannot.
 */
export interface PossibleEvent {
  /**
   * The kind.
   */
  kind: EventKind
  /**
   * Why not; null where it can.
   */
  refused: string | null
}
/**
 * A post in a list of officers.
 */
export interface OfficeHeld {
  /**
   * Where.
   */
  organization: NamedOrganization
  /**
   * 届次.
   */
  term: string | null
  /**
   * 职务.
   */
  post: string
  /**
   * 任职日期.
   */
  appointed_on: string
  /**
   * 免职日期.
   */
  relieved_on: string | null
  /**
   * 换届日期 of the term.
   */
  ends_on: string | null
}
/**
 * 荣誉 of a subject.
 */
export interface HonourLine {
  /**
   * Row id.
   */
  id: HonourId
  /**
   * 称号.
   */
  title: string
  /**
   * 表彰层次.
   */
  level: string
  /**
   * 表彰日期.
   */
  granted_on: string
  /**
   * 表彰单位.
   */
  granted_by: string | null
}
/**
 * 群众评议 of a subject in a year, as printed.
 */
export interface EvaluationLine {
  /**
   * 年度.
   */
  year: number
  /**
   * 评议方案.
   */
  scheme: string
  /**
   * The meetings that were counted: 评议会编号 and day.
   */
  meetings: MeetingLine[]
  /**
   * 收回; null for methods without paper.
   */
  collected: number | null
  /**
   * 有效.
   */
  valid: number
  /**
   * 满意率 without the % sign; "—" where nothing divides.
   */
  satisfied_rate: string
  /**
   * Mean score; "—" where there is none.
   */
  score: string
  /**
   * Name of the score band; null for a scheme without bands.
   */
  band: string | null
  /**
   * 收回多于发出: no rates.
   */
  void: boolean
}
/**
 * One meeting.
 */
export interface MeetingLine {
  /**
   * 评议会编号.
   */
  code: string
  /**
   * The day.
   */
  held_on: string
}
/**
 * 公开承诺 of a subject.
 */
export interface PledgeBrief {
  /**
   * Row id.
   */
  id: PledgeId
  /**
   * 台账号.
   */
  ledger_number: number
  /**
   * 年度.
   */
  year: number
  /**
   * 承诺事项.
   */
  content: string
  /**
   * 完成时限.
   */
  deadline: string | null
  /**
   * 兑现状态.
   */
  status: PledgeStatus
  /**
   * 销号日期.
   */
  closed_on: string | null
}
/**
 * Which list.
 */
export interface MembersAsked {
  /**
   * 截止日期; today when left out.
   */
  as_of?: string | null
  /**
   * With those who left by that day.
   */
  include_left?: boolean
  /**
   * In which order.
   */
  order?: Order & string
}
/**
 * The list. Names of branches stand once.
 */
export interface MemberList {
  /**
   * The day.
   */
  as_of: string
  /**
   * What must be said beside it: days before the books.
   */
  note: string | null
  /**
   * Every organization that a row may point to, in the order of the tree.
   */
  organizations: NamedOrganization[]
  /**
   * The people.
   */
  rows: MemberLine[]
}
/**
 * One person in the list, as of its day. ID number and phone are masked.
 */
export interface MemberLine {
  /**
   * Row id.
   */
  id: MemberId
  /**
   * 姓名.
   */
  name: string
  /**
   * First letters of the name's readings: 单莹 is SY.
   */
  initials: string
  /**
   * 性别.
   */
  sex: Sex | null
  /**
   * 民族.
   */
  ethnicity: Ethnicity | null
  /**
   * 出生日期.
   */
  birth_date: string | null
  /**
   * 年龄.
   */
  age: number | null
  /**
   * 年龄段.
   */
  age_band: AgeBand | null
  /**
   * 公民身份证号码, masked.
   */
  id_number: string | null
  /**
   * 学历.
   */
  education: Education | null
  /**
   * 学历分组.
   */
  education_group: EducationGroup | null
  /**
   * 所在党支部; the last one of somebody who left.
   */
  organization: OrganizationId | null
  /**
   * 党员类别.
   */
  standing: Standing | null
  /**
   * How the person left; null while a member.
   */
  left: EventKind | null
  /**
   * When.
   */
  left_on: string | null
  /**
   * 在职/离退休.
   */
  category: Category | null
  /**
   * 党内职务.
   */
  post: string | null
  /**
   * 入党时间.
   */
  joined_on: string | null
  /**
   * 转正时间.
   */
  full_on: string | null
  /**
   * 党龄 in full years from 转正.
   */
  party_age: number | null
  /**
   * 参加工作时间.
   */
  worked_on: string | null
  /**
   * 籍贯.
   */
  native_place: string | null
  /**
   * 工作单位及职务.
   */
  job: string | null
  /**
   * 手机号码, masked.
   */
  phone: string | null
}
/**
 * 登记党籍变动.
 */
export interface NewEvent {
  /**
   * Whose.
   */
  member: MemberId
  /**
   * The event.
   */
  event: EventForm
  /**
   * The clerk confirmed the warnings.
   */
  confirmed?: boolean
}
/**
 * One event.
 */
export interface EventAsked {
  /**
   * Which.
   */
  id: EventId
}
/**
 * What was typed into a search box.
 */
export interface MemberSearch {
  /**
   * A name, its readings or their beginnings, a part of the ID number or of the phone; words apart by
   * spaces must all fit.
   */
  text: string
}
/**
 * Whom it fits, the best first, of everybody ever registered.
 */
export interface MembersFound {
  /**
   * Row ids.
   */
  ids: MemberId[]
}
/**
 * Whose structure, on which day.
 */
export interface StructureAsked {
  /**
   * 截止日期; today when left out.
   */
  as_of?: string | null
  /**
   * Of these people; of all members of the day when left out.
   */
  ids?: MemberId[] | null
}
/**
 * 队伍结构.
 */
export interface MemberStructure {
  /**
   * The day.
   */
  as_of: string
  /**
   * How many people.
   */
  total: number
  /**
   * In every dimension; each adds up to the total.
   */
  dimensions: Dimension[]
}
/**
 * One way to divide a list.
 */
export interface Dimension {
  /**
   * By what.
   */
  key: DimensionKey
  /**
   * Its parts, in official order; they add up to the list.
   */
  parts: Part[]
}
/**
 * A part of a list.
 */
export interface Part {
  /**
   * 男, 大学本科, 36至40岁 ...; null for 无数据.
   */
  label: string | null
  /**
   * How many.
   */
  count: number
}
/**
 * Whole numbers of one person. Asking for them is entered into the history.
 */
export interface MemberNumbers {
  /**
   * 公民身份证号码.
   */
  id_number: string | null
  /**
   * 手机号码.
   */
  phone: string | null
  /**
   * 备注, whole.
   */
  note: string | null
}
/**
 * 更改党员信息.
 */
export interface MemberUpdate {
  /**
   * Who.
   */
  id: MemberId
  /**
   * The person.
   */
  facts: MemberForm
  /**
   * The clerk confirmed the warnings.
   */
  confirmed?: boolean
}
/**
 * A character with the office's own place in 姓氏笔画.
 */
export interface NamePlace {
  /**
   * 𡈽.
   */
  character: string
  /**
   * 1横 2竖 3撇 4点 5折, in writing order.
   */
  strokes: string
}
/**
 * A character to be placed.
 */
export interface NamePlacePut {
  /**
   * One character.
   */
  character: string
  /**
   * 1横 2竖 3撇 4点 5折, in writing order; none gives back the place of 通用规范汉字表.
   */
  strokes?: string | null
}
/**
 * 经办人.
 */
export interface ActorNamed {
  /**
   * The name; empty forgets it.
   */
  name: string
}
/**
 * A file that the office can be brought back from.
 */
export interface BackupRow {
  /**
   * What `office.restore` takes.
   */
  file: FileHandle
  /**
   * When it was made.
   */
  made_at: string
  /**
   * 关闭时, 导入前, 升级前; 恢复前 for an office that a restore put aside.
   */
  reason: string
  /**
   * Whether it is an office that a restore put aside, and no backup: it may be the damaged one.
   */
  set_aside: boolean
}
/**
 * 首次使用.
 */
export interface NewOffice {
  /**
   * 单位名称.
   */
  name: string
  /**
   * 上级单位.
   */
  superior?: string | null
  /**
   * 联系电话.
   */
  phone?: string | null
  /**
   * 联系人.
   */
  contact?: string | null
}
/**
 * What to restore from.
 */
export interface RestoreAsked {
  /**
   * A listed backup, or a file that the clerk handed in.
   */
  file: FileId
}
/**
 * 示例单位.
 */
export interface SampleAsked2 {
  /**
   * Makes it anew: what was tried out in it goes away.
   */
  fresh?: boolean | null
}
/**
 * What the screens must know before they show anything.
 */
export interface OfficeStatus {
  /**
   * Which screen comes first.
   */
  state: OfficeState
  /**
   * 单位名称, when an office is open.
   */
  name: string | null
  /**
   * 上级单位.
   */
  superior: string | null
  /**
   * 联系电话.
   */
  phone: string | null
  /**
   * 经办人: who works at this desk.
   */
  actor: string | null
  /**
   * Why none is open.
   */
  error: Error | null
  /**
   * The office's folder, for the clerk to find it.
   */
  folder: string
  /**
   * 示例单位: an office to look at, apart from the clerk's own.
   */
  sample: boolean
  /**
   * Today, as the office counts.
   */
  today: string
  /**
   * When the newest automatic backup was made.
   */
  last_backup: string | null
  /**
   * How many automatic backups there are.
   */
  backups: number
  /**
   * The program's version.
   */
  version: string
}
/**
 * An error as it crosses to a shell: `{ code, message, hint, details }`.
 */
export interface Error {
  /**
   * What kind of answer the shell owes the clerk.
   */
  code: ErrorCode
  /**
   * One Chinese sentence: what happened.
   */
  message: string
  /**
   * What to do next, in Chinese, for a clerk before the screens.
   */
  hint: string | null
  /**
   * Further lines: candidates, findings, file names.
   */
  details: string[]
}
/**
 * What [`crate::Office::verify`] found (`design.md` §5).
 */
export interface Verification {
  /**
   * No finding of level error.
   */
  ok: boolean
  /**
   * By category; categories without a finding are left out.
   */
  findings: VerifyFinding[]
}
/**
 * One category of findings.
 */
export interface VerifyFinding {
  /**
   * Stable key of the category: `integrity`, `chain`, `two_memberships` ...
   */
  kind: string
  /**
   * How bad.
   */
  level: Level
  /**
   * A Chinese sentence with the count and what to do. Never personal data.
   */
  message: string
  /**
   * How many were found.
   */
  count: number
}
/**
 * 登记党组织.
 */
export interface NewOrganization {
  /**
   * The form.
   */
  facts: OrganizationForm
  /**
   * The clerk confirmed the warnings.
   */
  confirmed?: boolean
}
/**
 * The form of an organization.
 */
export interface OrganizationForm {
  /**
   * 全称.
   */
  name: string
  /**
   * 类别.
   */
  kind: OrganizationKind
  /**
   * 上级党组织 inside this office.
   */
  parent?: OrganizationId | null
  /**
   * 所属领域.
   */
  domain?: Domain | null
  /**
   * 党组织代码.
   */
  code?: string | null
  /**
   * 书记.
   */
  secretary?: string | null
  /**
   * 联系电话; left as it was shown, it stays.
   */
  phone?: string | null
  /**
   * 成立时间.
   */
  founded_on?: string | null
  /**
   * 备注.
   */
  note?: string | null
}
/**
 * What became of a form.
 */
export interface OrganizationSaved {
  /**
   * The organization; null when nothing was saved: see the remarks.
   */
  id: OrganizationId | null
  /**
   * What is wrong, or looks wrong.
   */
  remarks: Remark[]
}
/**
 * 撤销党组织.
 */
export interface Dissolution {
  /**
   * Which.
   */
  id: OrganizationId
  /**
   * From this day on it is on no list.
   */
  on: string
}
/**
 * One organization, on a day.
 */
export interface OrganizationAsked {
  /**
   * Which.
   */
  id: OrganizationId
  /**
   * 截止日期; today when left out.
   */
  as_of?: string | null
}
/**
 * An organization's page.
 */
export interface OrganizationPage {
  /**
   * Row id.
   */
  id: OrganizationId
  /**
   * The day.
   */
  as_of: string
  /**
   * 全称.
   */
  name: string
  /**
   * 类别.
   */
  kind: OrganizationKind
  /**
   * From the top down to the one above it.
   */
  above: NamedOrganization[]
  /**
   * 所属领域.
   */
  domain: Domain | null
  /**
   * 党组织代码.
   */
  code: string | null
  /**
   * 书记.
   */
  secretary: string | null
  /**
   * 联系电话, a mobile one masked.
   */
  phone: string | null
  /**
   * 成立时间.
   */
  founded_on: string | null
  /**
   * 撤销时间.
   */
  dissolved_on: string | null
  /**
   * 备注.
   */
  note: string | null
  /**
   * Those right below it, that stand on the day.
   */
  below_it: NamedOrganization[]
  /**
   * 党员数 of its own; null before the books.
   */
  own: Heads | null
  /**
   * 党员数 with those below it.
   */
  below: Heads | null
  /**
   * 队伍结构 of its members and of those below it.
   */
  structure: Dimension[]
  /**
   * 任期, newest first.
   */
  terms: TermLine[]
  /**
   * Days until 换届 of the running term; negative when it is overdue; null without one.
   */
  days_to_election: number | null
  /**
   * Where the lists of officers and the records of members do not agree.
   */
  doubts: string[]
  /**
   * 荣誉.
   */
  honours: HonourLine[]
  /**
   * 群众评议.
   */
  evaluations: EvaluationLine[]
  /**
   * 公开承诺.
   */
  pledges: PledgeBrief[]
  /**
   * 先进, 中间, 后进, newest first.
   */
  standings: StandingLine[]
}
/**
 * 党员数. Full and probationary do not add up to the total where a standing is not recorded.
 */
export interface Heads {
  /**
   * 党员数.
   */
  total: number
  /**
   * 正式党员.
   */
  full: number
  /**
   * 预备党员.
   */
  probationary: number
}
/**
 * 任期.
 */
export interface TermLine {
  /**
   * Row id.
   */
  id: TermId
  /**
   * 届次.
   */
  name: string | null
  /**
   * 任期开始.
   */
  began_on: string
  /**
   * 换届日期.
   */
  ends_on: string | null
  /**
   * 备注.
   */
  note: string | null
  /**
   * The one in office on the day.
   */
  running: boolean
  /**
   * 班子成员.
   */
  officers: OfficerLine[]
}
/**
 * One of 班子成员.
 */
export interface OfficerLine {
  /**
   * The member; null for somebody who is on no roster of this office.
   */
  member: MemberId | null
  /**
   * 姓名.
   */
  name: string
  /**
   * 职务.
   */
  post: string
  /**
   * 任职日期.
   */
  appointed_on: string
  /**
   * 免职日期.
   */
  relieved_on: string | null
}
/**
 * 先进, 中间 or 后进 of a year.
 */
export interface StandingLine {
  /**
   * 年度.
   */
  year: number
  /**
   * 类别.
   */
  standing: YearlyStanding
  /**
   * 措施.
   */
  measure: string | null
}
/**
 * To another place in the tree.
 */
export interface OrganizationMove {
  /**
   * Which.
   */
  id: OrganizationId
  /**
   * Under which; null for the top.
   */
  parent?: OrganizationId | null
  /**
   * Before which of those under it; null for behind them all.
   */
  before?: OrganizationId | null
}
/**
 * 登记任期, or 更改任期.
 */
export interface TermForm {
  /**
   * Whose.
   */
  organization: OrganizationId
  /**
   * The term that is replaced; null for a new one.
   */
  id?: TermId | null
  /**
   * 届次.
   */
  name?: string | null
  /**
   * 任期开始.
   */
  began_on: string
  /**
   * 换届日期.
   */
  ends_on?: string | null
  /**
   * 备注.
   */
  note?: string | null
  /**
   * 班子成员, in the order of the list.
   */
  officers: OfficerLineInput[]
  /**
   * The 书记 of the running term becomes 书记 of the organization.
   */
  secretary: boolean
  /**
   * The clerk confirmed the warnings.
   */
  confirmed?: boolean
}
/**
 * One of 班子成员.
 */
export interface OfficerLineInput {
  /**
   * The member; null for somebody who is on no roster of this office.
   */
  member?: MemberId | null
  /**
   * 姓名.
   */
  name: string
  /**
   * 职务.
   */
  post: string
  /**
   * 任职日期.
   */
  appointed_on: string
  /**
   * 免职日期.
   */
  relieved_on?: string | null
}
/**
 * What became of a term's form.
 */
export interface TermSaved {
  /**
   * The term; null when nothing was saved: see the remarks.
   */
  id: TermId | null
  /**
   * What is wrong, or looks wrong; of an officer, by line.
   */
  remarks: Remark[]
}
/**
 * One term.
 */
export interface TermAsked {
  /**
   * Which.
   */
  id: TermId
}
/**
 * Which day, and whether dissolved organizations are listed too.
 */
export interface OrganizationsAsked {
  /**
   * 截止日期; today when left out.
   */
  as_of?: string | null
  /**
   * With those that were dissolved by that day.
   */
  dissolved?: boolean
}
/**
 * The tree, from top to bottom.
 */
export interface OrganizationTree {
  /**
   * The day.
   */
  as_of: string
  /**
   * What must be said beside it: days before the books.
   */
  note: string | null
  /**
   * 党员数 of the whole office; null before the books.
   */
  all: Heads | null
  /**
   * Members in no organization.
   */
  without_branch: number
  /**
   * Each organization above those below it.
   */
  nodes: OrganizationNode[]
}
/**
 * 党组织 in the tree.
 */
export interface OrganizationNode {
  /**
   * Row id.
   */
  id: OrganizationId
  /**
   * 全称.
   */
  name: string
  /**
   * 类别.
   */
  kind: OrganizationKind
  /**
   * The organization above, where it is in the tree.
   */
  parent: OrganizationId | null
  /**
   * How deep, from 0.
   */
  depth: number
  /**
   * 所属领域.
   */
  domain: Domain | null
  /**
   * 书记.
   */
  secretary: string | null
  /**
   * 成立时间.
   */
  founded_on: string | null
  /**
   * 撤销时间; null while it stands.
   */
  dissolved_on: string | null
  /**
   * 党员数 of its own; null before the books.
   */
  own: Heads | null
  /**
   * 党员数 with those below it.
   */
  below: Heads | null
}
/**
 * 联系电话, whole. Asking for it is entered into the history.
 */
export interface OrganizationContact {
  /**
   * 联系电话.
   */
  phone: string | null
}
/**
 * 更改党组织信息.
 */
export interface OrganizationUpdate {
  /**
   * Which.
   */
  id: OrganizationId
  /**
   * The form.
   */
  facts: OrganizationForm
  /**
   * The clerk confirmed the warnings.
   */
  confirmed?: boolean
}
/**
 * What a clerk chooses from, beside members.
 */
export interface Choices {
  /**
   * 党组织 that exist today, in the order of the name list.
   */
  organizations: OrganizationChoice[]
  /**
   * 评议方案.
   */
  schemes: SchemeRow[]
  /**
   * 表彰活动, newest year first.
   */
  programmes: ProgrammeChoice[]
  /**
   * Where the books begin; null in an office without members.
   */
  books_opened_on: string | null
}
/**
 * A 党组织 to choose.
 */
export interface OrganizationChoice {
  /**
   * Row id.
   */
  id: OrganizationId
  /**
   * 全称.
   */
  name: string
  /**
   * 上级党组织.
   */
  parent: OrganizationId | null
}
/**
 * 评议方案.
 */
export interface SchemeRow {
  /**
   * 代号.
   */
  key: string
  /**
   * 名称.
   */
  name: string
  /**
   * 党组织 | 党员.
   */
  subject: SubjectKind
  /**
   * 评议内容.
   */
  items: string[]
  /**
   * 等次.
   */
  grades: string[]
}
/**
 * A 表彰活动 to choose.
 */
export interface ProgrammeChoice {
  /**
   * Row id.
   */
  id: ProgrammeId
  /**
   * 年度.
   */
  year: number
  /**
   * 名称.
   */
  name: string
  /**
   * 表彰类别.
   */
  kinds: KindChoice[]
}
/**
 * A 表彰类别 to choose.
 */
export interface KindChoice {
  /**
   * 称号.
   */
  name: string
  /**
   * 党组织 | 党员.
   */
  subject: SubjectKind
}
/**
 * Which paper, how, and where to.
 */
export interface ExportRequest {
  /**
   * Which paper.
   */
  paper: PaperRequestInput
  /**
   * In these formats.
   */
  formats: Format[]
}
/**
 * Which paper.
 */
export interface PaperRequestInput {
  /**
   * Key of a form, or `all`.
   */
  form: string
  /**
   * What the form is to show.
   */
  request?: RequestInput
  /**
   * What becomes of a form that is sealed for the period.
   */
  sealed?: SealUse & string
}
/**
 * What an export wrote, as screens see it.
 */
export interface Exported {
  /**
   * Every file written, in the order of the papers and formats.
   */
  files: FileHandle[]
  /**
   * Official faces that were not there, and what stands in for them.
   */
  substituted_fonts: Substitution[]
  /**
   * Names with characters that no font has; a 〓 marks the place.
   */
  unprintable: Unprintable[]
  /**
   * Seals whose files were written instead of new papers.
   */
  sealed: SealRow[]
  /**
   * Papers of `all` that have nothing to show, each with the reason: 党组评议表：….
   */
  left_out: string[]
  /**
   * 勾稽关系 of the printed tables that do not hold, each with both figures.
   */
  failed_checks: CheckFailure[]
}
/**
 * A table's figures.
 */
export interface Figures {
  /**
   * 表名.
   */
  name: string
  /**
   * 统计时段.
   */
  period: Period
  /**
   * 截止日期.
   */
  as_of: string
  /**
   * The seal that the figures stand in; null where they were counted just now.
   */
  sealed: SealRow | null
  /**
   * The grids, from the first page to the last.
   */
  tables: ShownTable[]
  /**
   * 注 that the figures gave.
   */
  notes: string[]
  /**
   * 勾稽关系 that do not hold.
   */
  failed_checks: CheckFailure[]
}
/**
 * A grid of figures.
 */
export interface ShownTable {
  /**
   * Its heading, or its sheet's name, or 表名; of a paper for each branch, the branch before it.
   */
  name: string
  /**
   * The sentence above it.
   */
  lead: string | null
  /**
   * Head of the column of row names.
   */
  label: string
  /**
   * Of each column of figures, the heads above it from the top, its own last.
   */
  columns: string[][]
  /**
   * From top to bottom.
   */
  rows: ShownRow[]
}
/**
 * A row of figures.
 */
export interface ShownRow {
  /**
   * A section's head, a line, or a total.
   */
  role: Role
  /**
   * 序号.
   */
  number: string
  /**
   * Its name.
   */
  name: string
  /**
   * What it counts over: what `papers.rows` takes. Null in a sealed table.
   */
  scope: Scope | null
  /**
   * One a column; none of a section's head.
   */
  cells: ShownCell[]
}
/**
 * What one row of a table counts over.
 */
export interface Scope {
  /**
   * Whose records.
   */
  place: Place2
  /**
   * Only evaluations under the scheme of this key.
   */
  scheme: string | null
  /**
   * This 评议内容 instead of 总体评价, by name.
   */
  item: string | null
}
/**
 * A figure where it stands.
 */
export interface ShownCell {
  /**
   * As on paper.
   */
  printed: string
  /**
   * Key of the indicator; null where nothing is counted.
   */
  indicator: string | null
  /**
   * Over which days.
   */
  span: Span
}
/**
 * An official paper, for the list of papers.
 */
export interface FormRow {
  /**
   * What every other command takes.
   */
  key: string
  /**
   * 表名.
   */
  name: string
  /**
   * One sentence: what it is for.
   */
  about: string
  /**
   * Among which papers it stands.
   */
  group: Group
  /**
   * What it takes; nothing else need be asked.
   */
  takes: Parameter[]
  /**
   * Whether its figures can be opened and sealed: it is a layout.
   */
  figures: boolean
  /**
   * Whether it is made for a quarter only.
   */
  quarterly: boolean
}
/**
 * A 党员 to choose.
 */
export interface PersonChoice {
  /**
   * Row id.
   */
  id: MemberId
  /**
   * 姓名.
   */
  name: string
  /**
   * Pinyin initials: zsm.
   */
  initials: string
  /**
   * 所在党支部: tells people of one name apart.
   */
  organization: string | null
}
/**
 * A file that was exported.
 */
export interface RecentExport {
  /**
   * Its name.
   */
  name: string
  /**
   * When, in local time.
   */
  exported_at: string
  /**
   * What was asked: to export it once more.
   */
  paper: PaperRequest
  /**
   * To open it; null when it was moved or deleted since.
   */
  file: FileHandle | null
}
/**
 * Which paper.
 */
export interface PaperRequest {
  /**
   * Key of a form, or `all`.
   */
  form: string
  /**
   * What the form is to show.
   */
  request: Request
  /**
   * What becomes of a form that is sealed for the period.
   */
  sealed: SealUse & string
}
/**
 * What a clerk asks of a form. What a form does not take is left alone.
 */
export interface Request {
  /**
   * 统计时段.
   */
  period: Period | null
  /**
   * 截止日期; by default the period's last day or today, whichever is earlier.
   */
  as_of: string | null
  /**
   * One 党组织 instead of all; with those below it.
   */
  organization: OrganizationId | null
  /**
   * One 党员 instead of all.
   */
  member: MemberId | null
  /**
   * 归档版, 内部版, 公示版.
   */
  profile: Profile & string
  /**
   * Copies of each sheet; 0 is one.
   */
  copies: number
  /**
   * Whether copies carry 编号.
   */
  numbered: boolean
  /**
   * Key of the 评议方案; by default the ready-made one of the 004 annexes.
   */
  scheme: string | null
  /**
   * How lists of people are ordered.
   */
  order: Order & string
  /**
   * 表彰活动.
   */
  programme: ProgrammeId | null
  /**
   * 表彰类别; by default every kind of the programme.
   */
  kind: string | null
  /**
   * How the date under a text paper is written.
   */
  date_style: DateStyle & string
}
/**
 * A figure whose rows are asked for.
 */
export interface RowsAsked {
  /**
   * Key of the indicator.
   */
  indicator: string
  /**
   * Over which days.
   */
  span?: Span & string
  /**
   * What the row counts over.
   */
  scope?: ScopeInput
  /**
   * 统计时段.
   */
  period: Period
  /**
   * 截止日期; the period's last day or today, whichever comes first, where nothing is said.
   */
  as_of?: string | null
}
/**
 * What one row of a table counts over.
 */
export interface ScopeInput {
  /**
   * Whose records.
   */
  place: Place2
  /**
   * Only evaluations under the scheme of this key.
   */
  scheme?: string | null
  /**
   * This 评议内容 instead of 总体评价, by name.
   */
  item?: string | null
}
/**
 * A figure with what it was counted from.
 */
export interface RowsBehind {
  /**
   * 指标名称.
   */
  name: string
  /**
   * What is counted, and from which rule.
   */
  explanation: string
  /**
   * 计量单位.
   */
  unit: string
  /**
   * The figure; null where the books do not say.
   */
  value: ShownValue | null
  /**
   * What it was counted from; of a share, the part.
   */
  rows: RowSet
  /**
   * Of a share, what the part is a part of.
   */
  whole: RowSet | null
}
/**
 * Records that were counted.
 */
export interface RowSet {
  /**
   * What they add up to.
   */
  sum: number
  /**
   * How many there are.
   */
  count: number
  /**
   * The first ten thousand.
   */
  records: IndicatorRecord[]
}
/**
 * A row behind a figure.
 */
export interface IndicatorRecord {
  /**
   * How much of the figure it is; 1 for a person.
   */
  amount: number
  /**
   * 党员, 党籍变动, 承诺事项 ...
   */
  kind: string
  /**
   * Row id in its table.
   */
  id: number
  /**
   * Name of the person or organization, code of the meeting.
   */
  name: string
  /**
   * 党组织 it is filed under; null for what is in none.
   */
  organization: string | null
  /**
   * The facts that figures rest on, by name, in a fixed order; 无数据 where nothing is recorded.
   */
  facts: [unknown, unknown][]
}
/**
 * A sealed figure whose rows are asked for.
 */
export interface SealedFigureAsked {
  /**
   * Key of the layout.
   */
  form: string
  /**
   * 统计时段.
   */
  period: Period
  /**
   * 第几版.
   */
  version: number
  /**
   * Which grid, from 0.
   */
  table: number
  /**
   * Which row of it, section heads counted, from 0.
   */
  row: number
  /**
   * Which column of figures, from 0.
   */
  column: number
}
/**
 * What a pledged item says.
 */
export interface PledgeFactsInput {
  /**
   * 承诺主体.
   */
  subject: Subject
  /**
   * 年度.
   */
  year: number
  /**
   * 承诺事项.
   */
  content: string
  /**
   * 类别: 共性承诺, 岗位承诺, 实事承诺 or the office's own word.
   */
  category?: string | null
  /**
   * 措施.
   */
  measure?: string | null
  /**
   * 责任人.
   */
  owner?: string | null
  /**
   * 完成时限.
   */
  deadline?: string | null
  /**
   * 公示日期.
   */
  published_on?: string | null
  /**
   * 公示方式.
   */
  published_by?: string | null
  /**
   * 兑现状态.
   */
  status: PledgeStatus
  /**
   * 兑现日期.
   */
  fulfilled_on?: string | null
  /**
   * 原因说明.
   */
  reason?: string | null
}
/**
 * A pledge that was entered.
 */
export interface PledgeAdded {
  /**
   * Row id.
   */
  id: PledgeId
  /**
   * 台账号.
   */
  ledger_number: number
}
/**
 * 登记进展.
 */
export interface NewProgress {
  /**
   * Which line.
   */
  id: PledgeId
  /**
   * 日期.
   */
  on: string
  /**
   * What was done.
   */
  content: string
}
/**
 * 评诺 of the chosen lines.
 */
export interface PledgeAppraisal {
  /**
   * Which lines.
   */
  ids: PledgeId[]
  /**
   * 评诺结果.
   */
  appraisal: string
}
/**
 * How many lines changed.
 */
export interface LinesChanged {
  /**
   * Lines.
   */
  lines: number
}
/**
 * 销号 of the chosen lines.
 */
export interface PledgeClosing {
  /**
   * Which lines.
   */
  ids: PledgeId[]
  /**
   * How those of them stand at last that are not settled yet: neither fulfilled nor given up with a reason.
   */
  state?: PledgeState | null
  /**
   * 销号日期.
   */
  on: string
  /**
   * 销号人.
   */
  by: string
}
/**
 * The state of an item, as the clerk enters it.
 */
export interface PledgeState {
  /**
   * 兑现状态.
   */
  status: PledgeStatus
  /**
   * 兑现日期; what was written stays where none is given and the state allows one.
   */
  fulfilled_on?: string | null
  /**
   * 原因说明; what was written stays where none is given.
   */
  reason?: string | null
}
/**
 * 更正进展.
 */
export interface ProgressCorrection {
  /**
   * Which entry.
   */
  entry: ProgressId
  /**
   * 日期.
   */
  on: string
  /**
   * What was done.
   */
  content: string
}
/**
 * One line.
 */
export interface PledgeAsked {
  /**
   * Which.
   */
  id: PledgeId
}
/**
 * One line with everything under it.
 */
export interface PledgeDetail {
  /**
   * As the ledger shows it.
   */
  line: PledgeLine
  /**
   * As the form takes it.
   */
  facts: PledgeFacts
  /**
   * Oldest first.
   */
  progress: ProgressEntry[]
}
/**
 * A line of the ledger, as of a day.
 */
export interface PledgeLine {
  /**
   * Row id.
   */
  id: PledgeId
  /**
   * 台账号.
   */
  ledger_number: number
  /**
   * 年度.
   */
  year: number
  /**
   * 党组织 | 党员.
   */
  subject_kind: SubjectKind
  /**
   * Whose.
   */
  subject_id: Subject
  /**
   * 承诺主体.
   */
  subject: string
  /**
   * 所在党支部 of a member; the organization itself.
   */
  branch: string | null
  /**
   * 承诺事项.
   */
  content: string
  /**
   * 类别.
   */
  category: string | null
  /**
   * 措施.
   */
  measure: string | null
  /**
   * 责任人.
   */
  owner: string | null
  /**
   * 完成时限.
   */
  deadline: string | null
  /**
   * Days to the deadline, negative once overdue; null where nothing is due any more, or ever.
   */
  days_left: number | null
  /**
   * 公示日期.
   */
  published_on: string | null
  /**
   * 公示方式.
   */
  published_by: string | null
  /**
   * 兑现状态 on the day.
   */
  status: PledgeStatus
  /**
   * 兑现日期.
   */
  fulfilled_on: string | null
  /**
   * 原因说明.
   */
  reason: string | null
  /**
   * How many progress entries.
   */
  progress: number
  /**
   * The newest entry, as the paper prints it.
   */
  last_progress: string | null
  /**
   * 评诺结果.
   */
  appraisal: string | null
  /**
   * 销号日期, by the day.
   */
  closed_on: string | null
  /**
   * 销号人.
   */
  closed_by: string | null
}
/**
 * What a pledged item says.
 */
export interface PledgeFacts {
  /**
   * 承诺主体.
   */
  subject: Subject
  /**
   * 年度.
   */
  year: number
  /**
   * 承诺事项.
   */
  content: string
  /**
   * 类别: 共性承诺, 岗位承诺, 实事承诺 or the office's own word.
   */
  category: string | null
  /**
   * 措施.
   */
  measure: string | null
  /**
   * 责任人.
   */
  owner: string | null
  /**
   * 完成时限.
   */
  deadline: string | null
  /**
   * 公示日期.
   */
  published_on: string | null
  /**
   * 公示方式.
   */
  published_by: string | null
  /**
   * 兑现状态.
   */
  status: PledgeStatus
  /**
   * 兑现日期.
   */
  fulfilled_on: string | null
  /**
   * 原因说明.
   */
  reason: string | null
}
/**
 * 践诺进展.
 */
export interface ProgressEntry {
  /**
   * Row id.
   */
  id: ProgressId
  /**
   * 日期.
   */
  happened_on: string
  /**
   * What was done.
   */
  content: string
  /**
   * Whether the ledger wrote it itself when a closed line was opened again: it stays as it is.
   */
  kept: boolean
}
/**
 * Which ledger.
 */
export interface PledgesAsked {
  /**
   * 年度; all years without one.
   */
  year?: number | null
  /**
   * 截止日期; today without one.
   */
  as_of?: string | null
}
/**
 * 承诺台账.
 */
export interface PledgeLedger {
  /**
   * The day that it speaks of.
   */
  as_of: string
  /**
   * Years that have pledges, newest first.
   */
  years: number[]
  /**
   * 即将到期: so many days before the deadline.
   */
  soon_days: number
  /**
   * By 台账号.
   */
  lines: PledgeLine[]
}
/**
 * 公示 of the chosen lines.
 */
export interface PledgePublishing {
  /**
   * Which lines.
   */
  ids: PledgeId[]
  /**
   * 公示日期.
   */
  on: string
  /**
   * 公示方式; what was written stays where none is given.
   */
  by?: string | null
}
/**
 * One progress entry.
 */
export interface ProgressAsked {
  /**
   * Which.
   */
  entry: ProgressId
}
/**
 * 撤回销号.
 */
export interface PledgeReopening {
  /**
   * Which line.
   */
  id: PledgeId
  /**
   * Why; it becomes a progress entry.
   */
  reason: string
}
/**
 * 更改兑现状态 of the chosen lines.
 */
export interface PledgeStateAsked {
  /**
   * Which lines.
   */
  ids: PledgeId[]
  /**
   * The new state.
   */
  state: PledgeState
}
/**
 * Which figures.
 */
export interface PledgeSummaryAsked {
  /**
   * 年度.
   */
  year: number
  /**
   * 截止日期; today without one.
   */
  as_of?: string | null
  /**
   * Only this 党组织 and those below it.
   */
  organization?: OrganizationId | null
}
/**
 * 承诺情况 of a year, as statistics count it.
 */
export interface PledgeSummary {
  /**
   * The day that it speaks of.
   */
  as_of: string
  /**
   * 承诺事项数, by state, 到期, 兑现率 and others, each with its explanation.
   */
  figures: IndicatorRow[]
  /**
   * What must be said beside them.
   */
  notes: string[]
}
/**
 * One figure.
 */
export interface IndicatorRow {
  /**
   * Stable key.
   */
  key: string
  /**
   * 指标名称.
   */
  name: string
  /**
   * Over the period, or as of the 截止日期; null where the books do not say.
   */
  value: ShownValue | null
  /**
   * What is counted, and from which rule.
   */
  explanation: string
  /**
   * 计量单位.
   */
  unit: string
  /**
   * 年初至今; the same as `value` for a figure that is as of a day.
   */
  year_to_date: ShownValue | null
  /**
   * The rows behind `value`; null when they were not asked for.
   */
  rows: IndicatorRecord[] | null
}
/**
 * New words on a line.
 */
export interface PledgeUpdate {
  /**
   * Which.
   */
  id: PledgeId
  /**
   * All of what it says.
   */
  facts: PledgeFactsInput
}
/**
 * Words that the forms offer: the official ones, then the office's own.
 */
export interface PledgeWords {
  /**
   * 类别.
   */
  categories: string[]
  /**
   * 公示方式.
   */
  ways: string[]
  /**
   * 评诺结果.
   */
  appraisals: string[]
  /**
   * 销号人.
   */
  closers: string[]
}
/**
 * Which choice is asked for.
 */
export interface PreferenceAsked {
  /**
   * `members.columns`.
   */
  key: string
}
/**
 * A choice to remember.
 */
export interface PreferencePut {
  /**
   * `members.columns`.
   */
  key: string
  /**
   * Anything; null forgets it.
   */
  value?: {
    [k: string]: unknown
  }
}
/**
 * What a clerk writes. Texts of the other kind are left alone.
 */
export interface ReviewForm {
  /**
   * 领导点评 | 讲评.
   */
  kind: ReviewKind
  /**
   * 党组织 | 党员.
   */
  subject_kind: SubjectKind
  /**
   * Row id of the organization or the member.
   */
  subject_id: number
  /**
   * 点评时间.
   */
  held_on: string
  /**
   * 所属时段; by default the running one of that day.
   */
  period?: Period | null
  /**
   * 点评人.
   */
  reviewer: string
  /**
   * 点评人职务.
   */
  post?: string | null
  /**
   * 点评方式.
   */
  occasion?: string | null
  /**
   * 主要成绩.
   */
  achievements?: string
  /**
   * 存在问题.
   */
  problems?: string
  /**
   * 整改建议和努力方向.
   */
  direction?: string
  /**
   * 内容要点.
   */
  points?: string
  /**
   * 下季度任务.
   */
  tasks?: string
  /**
   * 参加人数.
   */
  attendance?: number | null
  /**
   * 整改落实情况.
   */
  rectification?: string | null
}
/**
 * 点评 or 讲评 as a list shows it. Texts of the other kind are null.
 */
export interface ReviewRow {
  /**
   * Row id.
   */
  id: ReviewId
  /**
   * 领导点评 | 讲评.
   */
  kind: ReviewKind
  /**
   * 党组织 | 党员.
   */
  subject_kind: SubjectKind
  /**
   * Row id of the organization or the member.
   */
  subject_id: number
  /**
   * 被点评对象.
   */
  subject: string
  /**
   * The branch of a member on that day.
   */
  organization: string | null
  /**
   * 点评时间.
   */
  held_on: string
  /**
   * 所属时段: 2012H1.
   */
  period: Period
  /**
   * 2012年上半年.
   */
  period_name: string
  /**
   * 点评人.
   */
  reviewer: string
  /**
   * 点评人职务.
   */
  post: string | null
  /**
   * 点评方式.
   */
  occasion: string | null
  /**
   * 主要成绩.
   */
  achievements: string | null
  /**
   * 存在问题.
   */
  problems: string | null
  /**
   * 整改建议和努力方向.
   */
  direction: string | null
  /**
   * 内容要点.
   */
  points: string | null
  /**
   * 下季度任务.
   */
  tasks: string | null
  /**
   * 参加人数.
   */
  attendance: number | null
  /**
   * 整改落实情况.
   */
  rectification: string | null
}
/**
 * What the form offers.
 */
export interface ReviewChoices {
  /**
   * 点评方式.
   */
  occasions: string[]
  /**
   * 点评人 so far, the last one first.
   */
  reviewers: Reviewer[]
  /**
   * 所属时段 of a 领导点评, the running one first.
   */
  comment_periods: NamedPeriod[]
  /**
   * 所属时段 of a 讲评, the running one first.
   */
  briefing_periods: NamedPeriod[]
}
/**
 * 点评人.
 */
export interface Reviewer {
  /**
   * 姓名.
   */
  name: string
  /**
   * 职务.
   */
  post: string | null
}
/**
 * A period with its name.
 */
export interface NamedPeriod {
  /**
   * 2012H1.
   */
  period: Period
  /**
   * 2012年上半年.
   */
  name: string
}
/**
 * Whose turn it is in a window.
 */
export interface ReviewsDueAsked {
  /**
   * 领导点评 | 讲评.
   */
  kind: ReviewKind
  /**
   * A quarter, half-year or year.
   */
  period: Period
}
/**
 * Who has to be reviewed in a window, and who has been.
 */
export interface ReviewsDue {
  /**
   * The window.
   */
  period: Period
  /**
   * 2012年上半年.
   */
  period_name: string
  /**
   * 应点评.
   */
  due: number
  /**
   * 已点评.
   */
  done: number
  /**
   * Organizations in the order of the name list, then members in roster order.
   */
  rows: ReviewDueRow[]
}
/**
 * One who has to be reviewed.
 */
export interface ReviewDueRow {
  /**
   * 党组织 | 党员.
   */
  subject_kind: SubjectKind
  /**
   * Row id of the organization or the member.
   */
  subject_id: number
  /**
   * Full name.
   */
  name: string
  /**
   * The branch of a member.
   */
  organization: string | null
  /**
   * When it was done last; null while it is missing.
   */
  held_on: string | null
}
/**
 * A record by its row id.
 */
export interface ReviewNamed {
  /**
   * Which.
   */
  id: ReviewId
}
/**
 * Which records.
 */
export interface ReviewsAsked {
  /**
   * Only of this kind.
   */
  kind?: ReviewKind | null
  /**
   * Held within these days.
   */
  period?: Period | null
  /**
   * Of one organization or member, with `subject_id`.
   */
  subject_kind?: SubjectKind | null
  /**
   * Of one organization or member, with `subject_kind`.
   */
  subject_id?: number | null
}
/**
 * 整改落实情况 of a record.
 */
export interface Rectification {
  /**
   * Which.
   */
  id: ReviewId
  /**
   * What was put right; empty takes the words out.
   */
  rectification?: string | null
}
/**
 * A record to change.
 */
export interface ReviewUpdate {
  /**
   * Which.
   */
  id: ReviewId
  /**
   * What it is to say.
   */
  form: ReviewForm
}
/**
 * Which seal.
 */
export interface SealNamed {
  /**
   * Key of the layout.
   */
  form: string
  /**
   * 统计时段.
   */
  period: Period
  /**
   * 第几版; the newest where nothing is said.
   */
  version?: number | null
}
/**
 * What differs between a seal and the records.
 */
export interface DiffReport {
  /**
   * Key of the layout.
   */
  form: string
  /**
   * 表名.
   */
  name: string
  /**
   * 统计时段.
   */
  period: string
  /**
   * 第几版.
   */
  version: number
  /**
   * Figures that are not what was sealed.
   */
  figures: FigureDifference[]
  /**
   * Records that count otherwise, under each figure they count otherwise in. A record whose facts
   * changed and no figure with them stands once, under the first figure it counts in.
   */
  rows: RowDifference[]
}
/**
 * A figure, as printed; null where one of the two papers has no such row.
 */
export interface FigureDifference {
  /**
   * Heading of the table, or its sheet's name, or 表名.
   */
  table: string
  /**
   * Name of the row.
   */
  row: string
  /**
   * Head of the column.
   */
  column: string
  /**
   * As sealed.
   */
  sealed: string | null
  /**
   * As counted now.
   */
  now: string | null
}
/**
 * A record behind a figure.
 */
export interface RowDifference {
  /**
   * Heading of the table, or its sheet's name, or 表名.
   */
  table: string
  /**
   * Name of the row.
   */
  row: string
  /**
   * Head of the column.
   */
  column: string
  /**
   * 党员, 党组织, 党籍变动 ...
   */
  kind: string
  /**
   * Row id in its table.
   */
  id: number
  /**
   * Whose or what it is.
   */
  name: string
  /**
   * 党组织 it is filed under.
   */
  organization: string | null
  /**
   * What became of it.
   */
  change: RowChange
  /**
   * How much it counted.
   */
  sealed: number | null
  /**
   * How much it counts.
   */
  now: number | null
  /**
   * Facts that are not as sealed.
   */
  facts: FactDifference[]
}
/**
 * A fact of a record; "—" where nothing is recorded.
 */
export interface FactDifference {
  /**
   * 出生日期.
   */
  fact: string
  /**
   * As sealed.
   */
  sealed: string
  /**
   * As recorded now.
   */
  now: string
}
/**
 * What to seal.
 */
export interface SealRequest {
  /**
   * Key of a layout, ready made or the office's own.
   */
  form: string
  /**
   * 统计时段.
   */
  period: Period
  /**
   * 截止日期; by default the period's last day or today, whichever is earlier.
   */
  as_of?: string | null
  /**
   * Why it is sealed again, or in spite of a failed check.
   */
  reason?: string | null
}
/**
 * What sealing would do.
 */
export interface Outlook {
  /**
   * 表名.
   */
  name: string
  /**
   * 截止日期 that would be sealed.
   */
  as_of: string
  /**
   * 第几版 it would be.
   */
  version: number
  /**
   * The newest seal of the form and period; null before the first.
   */
  earlier: SealRow | null
  /**
   * Nothing changed since the newest seal: it would be refused.
   */
  unchanged: boolean
  /**
   * The layout was changed since the newest seal.
   */
  layout_changed: boolean
  /**
   * A reason must be written: it is sealed already, or a check fails.
   */
  needs_reason: boolean
  /**
   * What the clerk should know: the period is not over.
   */
  warnings: string[]
  /**
   * 勾稽关系 that do not hold.
   */
  failures: CheckFailure[]
}
/**
 * What sealing did.
 */
export interface SealReport {
  /**
   * Key of the layout.
   */
  form: string
  /**
   * 表名.
   */
  name: string
  /**
   * 统计时段: 2012Q1.
   */
  period: string
  /**
   * 截止日期.
   */
  as_of: string
  /**
   * 第几版.
   */
  version: number
  /**
   * When it was sealed, in local time.
   */
  sealed_at: string
  /**
   * Why it was sealed again, or in spite of a failed check.
   */
  reason: string | null
  /**
   * SHA-256 over figures, rows, layout and files.
   */
  hash: string
  /**
   * What the clerk should know: the period is not over.
   */
  warnings: string[]
  /**
   * 勾稽关系 that do not hold; the reason says why it was sealed all the same.
   */
  failures: CheckFailure[]
  /**
   * Names with characters that no font has; a 〓 marks the place.
   */
  unprintable: Unprintable[]
}
/**
 * 设置: the unit's own facts.
 */
export interface UnitFacts {
  /**
   * 单位名称.
   */
  name: string
  /**
   * 上级单位.
   */
  superior: string | null
  /**
   * 联系电话.
   */
  phone: string | null
  /**
   * 联系人.
   */
  contact: string | null
  /**
   * 公示地址: 通信地址 of a 公示, where objections are sent.
   */
  publicity_address: string | null
}
/**
 * 设置: the unit's own facts.
 */
export interface UnitFactsInput {
  /**
   * 单位名称.
   */
  name: string
  /**
   * 上级单位.
   */
  superior?: string | null
  /**
   * 联系电话.
   */
  phone?: string | null
  /**
   * 联系人.
   */
  contact?: string | null
  /**
   * 公示地址: 通信地址 of a 公示, where objections are sent.
   */
  publicity_address?: string | null
}
