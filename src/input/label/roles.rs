//! Labels and words that name a function rather than a person.

use std::borrow::Cow;

/// Labels in lower case that stand for a function, alone or with a number or letter behind.
const ROLES: &[&str] = &[
    "a", "anchor", "announcer", "anonymous", "audience", "audience member", "audience response", "automated voice", "background", "break",
    "caller", "co-host", "cohost", "commercial", "crowd", "everyone", "female speaker", "guest", "host", "hosts", "interviewee",
    "interviewer", "intro", "jingle", "judge", "lawmaker", "male speaker", "mixed audio", "moderator", "multiple speakers", "music",
    "narrator", "news anchor", "news clip", "news report", "newscaster", "operator", "outro", "panelist", "participant", "presenter",
    "president", "promo", "protester", "q", "questioner", "reporter", "senator", "speaker", "sponsor", "student", "translator",
    "unidentified", "unidentified speaker", "unknown", "unknown speaker", "video", "voice", "voiceover", "weather forecaster", "主持",
    "主持人", "主播", "众人", "佚名", "全体", "医师", "医生", "发言人", "发言者", "受访者", "司仪", "同学", "听众", "嘉宾", "女", "女主持",
    "女主持人", "女士", "字幕", "学员", "学生", "客人", "家长", "工作人员", "店员", "律师", "所有人", "抗议者", "报道", "提问", "提问者",
    "播音员", "新闻主播", "新闻报道", "新闻播音员", "新闻片段", "旁白", "未具名议员", "未知", "来宾", "气象预报员", "法官", "现场",
    "现场观众", "球迷", "男", "男主持", "男主持人", "画外音", "答", "网友", "翻译", "老师", "观众", "解说", "议员", "记者", "讲者",
    "访谈者", "评论员", "译者", "说话人", "路人", "醫師", "醫生", "采访者", "问", "音乐", "顾客",
];

/// Functions that may stand before a name in one label: 主持人景吴.
const ROLE_PREFIXES: &[&str] = &["女主持人", "男主持人", "主持人", "嘉宾", "记者", "主播", "host ", "guest ", "reporter ", "moderator "];

/// Titles behind a Chinese name.
const TITLES_AFTER: &[&str] = &[
    "心理治療師", "物理治療師", "臨床心理師", "教授", "博士", "医生", "醫生", "医师", "醫師", "律师", "律師", "先生", "女士", "老师",
    "老師", "大法官",
];

/// Titles before an English name, in lower case, without the dot.
const TITLES_BEFORE: &[&str] = &[
    "dr", "mr", "mrs", "ms", "prof", "professor", "president", "vice president", "prime minister", "governor", "justice", "judge",
    "senator", "congressman", "congresswoman", "representative", "mayor", "secretary", "ceo", "sir",
];

/// Words that open a list item or paragraph of an article and are no speakers.
const HEADWORDS: &[&str] = &[
    "action", "advice", "agenda", "answer", "background", "benefits", "books", "challenges", "conclusion", "cons", "context", "date",
    "definition", "description", "details", "disclaimer", "edit", "example", "examples", "fact", "features", "first", "goal", "google doc",
    "hint", "how", "idea", "impact", "important", "introduction", "key", "link", "links", "location", "media", "method", "name", "note",
    "notes", "one", "overview", "paper", "part", "points", "price", "problem", "pros", "ps", "purpose", "question", "reason", "reference",
    "references", "remember", "result", "results", "second", "slides", "solution", "source", "step", "summary", "takeaway", "takeaways",
    "task", "third", "tip", "tips", "title", "tldr", "topic", "update", "updates", "video", "warning", "what", "when", "where", "who",
    "why", "一句话总结", "世界", "个人", "产品推荐", "人物", "价格", "任务", "优势", "优点", "作用", "使用", "例如", "例子", "信号",
    "公司", "关键", "其一", "其三", "其中", "其二", "内容", "分析", "功能", "劣势", "即", "原因", "参考", "另外", "启示", "品牌", "响应",
    "因此", "固然", "图片", "地点", "场景", "如何", "定义", "实例", "对策", "尤其", "局限", "市场", "建议", "影响", "思考", "总结", "成本",
    "所以", "技术", "挑战", "摘要", "操作", "数据", "方案", "方法", "时间", "是的", "更新", "最后", "机会", "来源", "标题", "案例", "概念",
    "注", "注意", "活动", "流程图", "演讲", "特点", "理由", "用途", "目标", "目的", "示例", "第一", "第三", "第二", "简介", "结果", "结论",
    "缺点", "背景", "补充", "要点", "观点", "解决", "解答", "解释", "警告", "警示", "记住", "评价", "译文", "说明", "费用", "资料", "趋势",
    "输入", "输出", "链接", "门票", "问题", "风险", "首先",
];

/// Whether a label names a function: a known one, perhaps numbered (`Speaker 1`, 受访者2), or one of `more`.
pub(super) fn is_role(name: &str, more: &[String]) -> bool {
    let name = name.trim().to_lowercase();
    if more.iter().any(|role| role.trim().to_lowercase() == name) {
        return true;
    }
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '#' | '.' | ' ' | '_'));
    let stem = match stem.rsplit_once(' ') {
        Some((head, letter)) if letter.trim_start_matches(|c: char| c.is_ascii_digit()).chars().count() <= 1 => head,
        _ => stem,
    };
    !name.is_empty() && (stem.is_empty() || ROLES.binary_search(&stem).is_ok())
}

/// Services call unknown speakers A, B, 0, 1, and 1A on the first channel, which names nobody.
pub(in crate::input) fn numbered(label: Cow<'_, str>) -> Cow<'_, str> {
    let letter = label.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = letter.is_empty() || (letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_uppercase()));
    if is_number { format!("Speaker {label}").into() } else { label }
}

/// Whether a label is a word that heads a paragraph or list item.
pub(super) fn is_headword(name: &str) -> bool {
    HEADWORDS.binary_search(&name.to_lowercase().as_str()).is_ok()
}

/// What ends the announcement of a quotation: 他说：“…”, 杰米·戴蒙就像：“…”.
const SPEECH_VERBS: &[&str] = &[
    "说", "称", "写道", "说道", "问道", "答道", "问", "认为", "表示", "指出", "提到", "强调", "回答", "解释", "补充", "坦言", "就像",
    "就是", "说过", "在想",
];

/// Whether a Chinese text announces what somebody said and so is a sentence, not a label.
pub(super) fn announces_speech(name: &str) -> bool {
    name.chars().count() > 2 && SPEECH_VERBS.iter().any(|verb| name.ends_with(verb))
}

/// The name without a function before it: 景吴 of 主持人景吴. `None` where there is none.
pub(super) fn strip_role_prefix(name: &str) -> Option<&str> {
    let lower = name.to_lowercase();
    let prefix = ROLE_PREFIXES.iter().find(|prefix| lower.starts_with(**prefix))?;
    let rest = name.get(prefix.len()..)?.trim();
    (rest.chars().count() >= 2).then_some(rest)
}

/// The name without titles: `Dr. Lisa Galia`, 宋晏仁醫師. A title that leaves less than a full name stays (贾老师).
pub(super) fn strip_titles(name: &str) -> &str {
    let ends: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).take(2).collect();
    for &end in ends.iter().rev() {
        let (title, rest) = (name[..end].trim_end_matches('.').to_lowercase(), name[end..].trim());
        if TITLES_BEFORE.contains(&title.as_str()) && rest.contains(' ') {
            return rest;
        }
    }
    match TITLES_AFTER.iter().find_map(|title| name.strip_suffix(title)) {
        Some(rest) if rest.trim().chars().count() >= 3 => rest.trim(),
        _ => name,
    }
}

/// Whether the name ends in a Chinese title: a person, whatever stands before it.
pub(super) fn has_title_after(name: &str) -> bool {
    TITLES_AFTER.iter().any(|title| name.len() > title.len() && name.ends_with(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_binary_search() {
        for list in [ROLES, HEADWORDS] {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} must stand after {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn roles_with_and_without_number() {
        for role in ["Host", "Speaker 1", "SPEAKER_00", "Speaker B", "Speaker 1B", "主持人", "受访者2", "Q", "旁白", "Unidentified Speaker"]
        {
            assert!(is_role(role, &[]), "{role}");
        }
        for name in ["Mat Ryer", "罗永浩", "SP", "Carl Speaker", "Neo"] {
            assert!(!is_role(name, &[]), "{name}");
        }
        assert!(is_role("Gopher of the week", &["gopher of the week".into()]));
    }

    #[test]
    fn announcements_of_quotations_are_no_names() {
        assert!(["他告诉我说", "杰米·戴蒙就像", "人们常说"].into_iter().all(announces_speech));
        assert!(["罗永浩", "说唱", "艾达·拜特"].into_iter().all(|name| !announces_speech(name)));
    }

    #[test]
    fn titles_and_functions_come_off() {
        assert_eq!(strip_titles("Dr. Lisa Galia"), "Lisa Galia");
        assert_eq!(strip_titles("Vice President Lisa Galia"), "Lisa Galia");
        assert_eq!(strip_titles("Prime Minister Galia"), "Prime Minister Galia");
        assert_eq!(strip_titles("宋晏仁醫師"), "宋晏仁");
        assert_eq!(strip_titles("贾老师"), "贾老师");
        assert_eq!(strip_titles("Mr. Campbell"), "Mr. Campbell");
        assert_eq!(strip_role_prefix("主持人景吴"), Some("景吴"));
        assert_eq!(strip_role_prefix("主持人"), None);
        assert_eq!(strip_role_prefix("Hostetter"), None);
    }
}
