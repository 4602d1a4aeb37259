//! Which columns each kind of table has, and what clerks call them.
//!
//! The first word is the official one; findings, changes and mapping files use it. A synonym that
//! stands earlier wins over a later one when a sheet has both (入党时间 over 入党年月).

/// One column that an import knows.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The official word.
    pub name: &'static str,
    /// Other headers for the same, best first.
    pub synonyms: &'static [&'static str],
    /// Whether a sheet without it is not this kind of table.
    pub required: bool,
    /// Whether a merged block of rows means its value for every row (所在党支部 written once).
    pub fills: bool,
}

/// One kind of table.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// What findings call it: 党员花名册.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

const fn column(name: &'static str, synonyms: &'static [&'static str]) -> Column {
    Column { name, synonyms, required: false, fills: false }
}

const fn required(name: &'static str, synonyms: &'static [&'static str]) -> Column {
    Column { name, synonyms, required: true, fills: false }
}

const fn filled(column: Column) -> Column {
    Column { fills: true, ..column }
}

const ID_NUMBER: Column = column(
    "公民身份证号码",
    &[
        "公民身份号码",
        "公民身份证号",
        "居民身份证号码",
        "居民身份证号",
        "身份证号码",
        "身份证号",
        "身份证",
        "证件号码",
    ],
);

/// 党组织名册.
pub const ORGANIZATIONS: Layout = Layout {
    name: "党组织名册",
    columns: &[
        required(
            "党组织名称",
            &["党组织全称", "组织名称", "党支部名称", "支部名称", "党组织", "名称", "全称"],
        ),
        filled(required("类别", &["党组织类别", "组织类别", "党组织类型", "组织类型", "类型"])),
        filled(column("上级党组织", &["上级党组织名称", "隶属党组织", "隶属上级党组织", "上级组织", "上级"])),
        filled(column("所属领域", &["领域", "所在领域", "行业领域"])),
        column("成立时间", &["成立日期", "批准成立时间", "建立时间", "建立日期", "组建时间", "成立年月"]),
        column("书记", &["书记姓名", "党组织书记", "党支部书记", "支部书记", "负责人"]),
        column("联系电话", &["书记联系电话", "书记电话", "电话", "联系方式", "手机号码", "手机"]),
        column("党组织代码", &["党组织编码", "党组织编号", "组织代码", "代码"]),
        column("备注", &["说明"]),
    ],
};

/// 党员花名册 (`domain.md` §2 H).
pub const MEMBERS: Layout = Layout {
    name: "党员花名册",
    columns: &[
        required("姓名", &["党员姓名", "名字"]),
        column("性别", &[]),
        column("民族", &[]),
        column("出生日期", &["出生年月日", "出生时间", "生日", "出生年月", "出生"]),
        ID_NUMBER,
        column("学历", &["最高学历", "文化程度", "学历层次", "学历学位"]),
        column(
            "入党时间",
            &[
                "入党日期",
                "加入党组织日期",
                "加入党组织时间",
                "加入中共日期",
                "加入中共时间",
                "入党年月日",
                "入党年月",
                "何时入党",
            ],
        ),
        column(
            "转正时间",
            &["转正日期", "转为正式党员日期", "转为正式党员时间", "转正年月日", "转正年月", "何时转正"],
        ),
        filled(column(
            "党员类别",
            &[
                "人员类别",
                "正式预备党员",
                "正式预备",
                "正式或预备",
                "党员类型",
                "党员身份",
                "党员性质",
                "政治面貌",
            ],
        )),
        column("党内职务", &["支部职务", "党支部职务", "党组织职务", "支部委员会职务"]),
        filled(column(
            "所在党支部",
            &[
                "所属党支部",
                "所在党支部名称",
                "组织关系所在党支部",
                "党支部名称",
                "党支部",
                "所在支部",
                "所属支部",
                "支部名称",
                "支部",
                "所在党组织",
                "所属党组织",
                "所在党组织名称",
                "党组织名称",
            ],
        )),
        filled(column(
            "在职/离退休",
            &[
                "在职或离退休",
                "在职离退休情况",
                "在职情况",
                "在职状态",
                "在岗情况",
                "在岗不在岗",
                "离退休情况",
            ],
        )),
        column(
            "手机号码",
            &["手机号", "手机", "移动电话", "联系手机", "联系电话", "电话号码", "电话", "联系方式"],
        ),
        column("参加工作时间", &["参加工作日期", "参加工作年月", "参工时间", "工作时间"]),
        column("籍贯", &[]),
        column(
            "工作单位及职务",
            &[
                "工作单位及岗位",
                "单位及职务",
                "部门及职务",
                "单位职务",
                "工作单位职务",
                "工作岗位",
                "现任职务",
                "行政职务",
                "职务",
                "工作单位",
                "所在单位",
                "所在部门",
            ],
        ),
        column("家庭住址", &["家庭详细住址", "家庭地址", "现住址", "居住地址", "住址", "通讯地址"]),
        column("备注", &["说明"]),
    ],
};

/// 公开承诺.
pub const PLEDGES: Layout = Layout {
    name: "公开承诺表",
    columns: &[
        filled(column("承诺主体类别", &["主体类别", "承诺人类别", "承诺对象类别"])),
        filled(required(
            "承诺主体",
            &["承诺主体名称", "承诺人", "承诺人姓名", "承诺党组织", "承诺单位", "党员姓名", "姓名"],
        )),
        filled(ID_NUMBER),
        required(
            "承诺事项",
            &["承诺内容", "公开承诺事项", "公开承诺内容", "承诺事项内容", "具体承诺事项", "事项"],
        ),
        column("类别", &["承诺类别", "事项类别", "承诺类型"]),
        column("措施", &["具体措施", "主要措施", "落实措施", "工作措施"]),
        column("责任人", &["责任人姓名", "负责人"]),
        column("完成时限", &["时限", "完成期限", "承诺时限", "完成时间", "完成日期"]),
        column("公示日期", &["公示时间", "公开日期", "公开时间"]),
        column("公示方式", &["公示形式", "公开方式", "公开形式"]),
        column("兑现状态", &["兑现情况", "完成状态", "完成情况", "践诺情况", "履诺情况", "状态"]),
        column("兑现日期", &["兑现时间", "实际完成日期", "实际完成时间"]),
        column("原因说明", &["未兑现原因说明", "未兑现原因", "原因", "说明"]),
        filled(column("年度", &["承诺年度", "年份"])),
    ],
};

/// 推荐对象 of a programme (推荐汇总表).
pub const NOMINATIONS: Layout = Layout {
    name: "推荐对象表",
    columns: &[
        filled(required("类别", &["表彰类别", "推荐类别", "推荐类型", "称号", "荣誉称号", "类型"])),
        required(
            "姓名/党组织名称",
            &["姓名或党组织名称", "推荐对象", "推荐对象名称", "推荐对象姓名", "姓名", "党组织名称", "名称"],
        ),
        ID_NUMBER,
        filled(column("所在党支部", &["所属党支部", "所在支部", "党支部", "支部", "所在党组织"])),
        filled(column("推荐单位", &["推荐党组织", "推荐单位名称", "推荐单位（盖章）"])),
        column("推荐日期", &["推荐时间", "上报日期"]),
        column("主要事迹", &["主要事迹摘要", "主要事迹概要", "事迹摘要", "先进事迹", "推荐理由", "事迹"]),
        column("奖惩情况", &["受表彰情况", "曾受表彰情况", "近三年受表彰情况", "获奖情况", "奖励情况"]),
    ],
};

const MEETING_CODE: Column =
    filled(required("评议会编号", &["会议编号", "评议编号", "场次编号", "场次", "编号"]));

/// 评议会.
pub const MEETINGS: Layout = Layout {
    name: "评议会",
    columns: &[
        MEETING_CODE,
        filled(required("日期", &["评议日期", "评议时间", "会议日期", "会议时间", "时间"])),
        filled(column("地点", &["评议地点", "会议地点"])),
        filled(column("评议方式", &["方式"])),
        filled(column("被评议对象类别", &["评议对象类别", "对象类别"])),
        required("被评议对象", &["评议对象", "被评议党组织", "被评议单位", "对象"]),
        ID_NUMBER,
        column("发出票数", &["发出张数", "发出评议票", "发出评议表", "发出票", "发出"]),
        column("收回票数", &["收回张数", "收回评议票", "收回评议表", "收回票", "收回"]),
        column("作废票数", &["作废张数", "作废票", "作废", "废票"]),
    ],
};

/// 评议票. Items are columns by the names of a scheme's items.
pub const BALLOTS: Layout = Layout {
    name: "评议票",
    columns: &[
        MEETING_CODE,
        column("票号", &["评议票号", "序号", "票序号"]),
        required("评议人类别", &["评议人", "投票人类别", "参评人类别"]),
        filled(column("党员姓名", &["被评议党员", "被评议党员姓名", "被评议人", "姓名"])),
        filled(ID_NUMBER),
        filled(column("被评议对象", &["评议对象", "被评议党组织", "被评议单位", "党组织名称"])),
    ],
};
