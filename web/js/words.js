// What the page says, in English and Chinese.

const one = (count, singular, plural = `${singular}s`) => `${number(count)} ${count === 1 ? singular : plural}`;

const ENGLISH = {
  skip: 'Skip to search', search: 'Search names', placeholder: 'Search a name', noMatch: 'No such name', clear: 'Clear',
  graph: 'Graph', matrix: 'Matrix', views: 'Views', show: 'Show', close: 'Close', controls: 'What to show',
  documents: (n) => one(n, 'document'), turns: (n) => one(n, 'turn'), mentions: (n) => one(n, 'mention'), quotesCount: (n) => one(n, 'quote'),
  titleMany: (n) => `Who and what comes up in ${one(n, 'document')}`,
  layer: 'Lines', together: 'Mentioned together', discusses: 'Who discusses what', both: 'Both',
  kinds: 'Kinds', person: 'People', company: 'Companies', product: 'Products', onePerson: 'Person', oneCompany: 'Company', oneProduct: 'Product', speakers: 'Speaks',
  entities: 'Entities', weight: (unit) => `Shared ${unit}s, at least`, npmi: 'Association, at least', any: 'any', npmiHelp: 'Normalised pointwise mutual information: 0 is chance, 1 is always together.',
  backbone: 'Backbone only', backboneHelp: 'Lines that stand out among those of either end, and the strongest of each entity.',
  significant: 'Significant only', significantHelp: 'Together at least twice, and more often than chance explains (log-likelihood ratio at least 10.83).',
  regions: 'Communities', reset: 'Reset', around: 'Around', everything: 'Everything', oneStep: 'One step', twoSteps: 'Two steps', ego: (name) => `Only what is near ${name}`,
  zoomIn: 'Zoom in', zoomOut: 'Zoom out', fit: 'Fit to window',
  saveSvg: 'Save as SVG', savePng: 'Save as PNG', print: 'Print', export: 'Export', language: '中文', theme: 'Dark or light', copyLink: 'Copy link', copied: 'Link copied',
  graphLabel: (n, m) => `Graph of ${n} entities and ${m} lines. Arrow keys go from entity to entity, Enter opens, plus and minus zoom, 0 fits, Escape closes.`,
  showing: (n, all, m, allLines) => `Showing ${number(n)} of ${number(all)} entities and ${number(m)} of ${number(allLines)} lines.`,
  leftEntities: (n) => `${one(n, 'entity', 'entities')} that come up less (raise Entities)`,
  leftKinds: (n) => `${one(n, 'entity', 'entities')} of kinds switched off`,
  leftFar: (n) => `${one(n, 'entity', 'entities')} further away (see Around)`,
  leftSilent: (n) => `${one(n, 'entity', 'entities')} not in this layer or these months`,
  leftBackbone: (n) => `${one(n, 'line')} outside the backbone (untick Backbone only)`,
  leftWeak: (n) => `${one(n, 'line')} below the limits set`,
  leftMany: (n) => `${one(n, 'line')} beyond the strongest ${number(20000)}`,
  notShown: 'Not shown:', whatIsLeft: 'What is left out', page: (kept, all) => `This page holds the best ${number(kept)} of ${number(all)} quotes; graph.json has all.`,
  pageNodes: (kept, all) => `This page holds ${number(kept)} of ${number(all)} entities; graph.json has all.`,
  discussedBy: 'Discussed by', comesUpWith: 'Comes up with', talksAbout: 'Discusses', alsoKnown: 'Also:', more: (n) => `${number(n)} more`, less: 'Fewer', nobody: 'Nobody who is named as speaker.', nothing: 'Nothing.',
  mentionsIn: (n, d) => `${one(n, 'mention')} in ${one(d, 'document')}`, spoke: (n) => `speaks ${one(n, 'turn')}`,
  sharedIn: (n, unit, d) => `${one(n, unit)} in ${one(d, 'document')} ${n === 1 ? 'mentions' : 'mention'} both`,
  discussesIn: (n, d) => `${one(n, 'turn')} in ${one(d, 'document')}`,
  and: 'and', to: 'on', chance: 'association', backboneYes: 'backbone', significantYes: 'significant', quotes: 'Quotes', noQuotes: 'The page has no quote for this line; graph.json may.', moreQuotes: (n) => `The best ${number(n)}; all are in graph.json.`,
  open: 'Open the recording', recording: 'Recording', openAt: (time) => `Open the recording at ${time}`, line: (n) => `line ${n}`, unknownSpeaker: 'speaker not named',
  overTime: 'Over time', timeline: 'Mentions per month', timelineOf: (name) => `${name}, mentions per month`, from: 'From', until: 'Until', allTime: 'All time', noDates: 'The documents have no dates.', undated: (n) => `${one(n, 'document')} without date`,
  brush: 'Drag to choose months', before: (n) => `${number(n)} earlier`, period: (a, b) => (a === b ? a : `${a} to ${b}`),
  speakersEntities: 'Speakers × entities', entitiesEntities: 'Entities × entities', rows: 'Rows', columns: 'Columns', matrixLabel: (kind) => `${kind}: how often, by row and column`, matrixHelp: 'Arrow keys move, Enter opens the quotes.', rowsOf: (r, all, c, allColumns) => `Showing ${number(r)} of ${number(all)} rows and ${number(c)} of ${number(allColumns)} columns, ordered by community.`, raiseRows: 'Raise Rows to see up to 60.',
  cell: (a, b, n) => `${a}, ${b}: ${number(n)}`, empty: 'Nothing to show with these settings.', matrixEmpty: 'Nobody is named as speaker here.',
  lineLegend: (unit) => `in the same ${unit}; thicker is more often`, arrowLegend: 'speaker discusses', undirected: '–', back: 'Back',
};

const CHINESE = {
  skip: '跳到搜索', search: '搜索名称', placeholder: '搜索人名、公司、产品', noMatch: '没有这个名称', clear: '清除',
  graph: '关系图', matrix: '矩阵', views: '视图', show: '显示', close: '关闭', controls: '显示内容',
  documents: (n) => `${number(n)} 篇文稿`, turns: (n) => `${number(n)} 段发言`, mentions: (n) => `${number(n)} 次提及`, quotesCount: (n) => `${number(n)} 条引文`,
  titleMany: (n) => `${number(n)} 篇文稿里的人与事`,
  layer: '连线', together: '同时提到', discusses: '谁在谈什么', both: '两者',
  kinds: '类别', person: '人物', company: '公司机构', product: '产品', onePerson: '人物', oneCompany: '公司机构', oneProduct: '产品', speakers: '发言人',
  entities: '实体数量', weight: (unit) => `共现${UNITS[unit] ?? unit}数至少`, npmi: '关联强度至少', any: '不限', npmiHelp: '归一化点互信息：0 为偶然，1 为总在一起。',
  backbone: '只看主干', backboneHelp: '在任一端的连线中特别突出的连线，以及每个实体最强的一条。',
  significant: '只看显著', significantHelp: '至少同时出现两次，且多于偶然（对数似然比不低于 10.83）。',
  regions: '社群轮廓', reset: '重置', around: '范围', everything: '全部', oneStep: '一步', twoSteps: '两步', ego: (name) => `只看 ${name} 周围`,
  zoomIn: '放大', zoomOut: '缩小', fit: '适合窗口',
  saveSvg: '存为 SVG', savePng: '存为 PNG', print: '打印', export: '导出', language: 'English', theme: '深色或浅色', copyLink: '复制链接', copied: '链接已复制',
  graphLabel: (n, m) => `关系图，${n} 个实体，${m} 条连线。方向键在实体间移动，回车打开，加减号缩放，0 适合窗口，Esc 关闭。`,
  showing: (n, all, m, allLines) => `显示 ${number(all)} 个实体中的 ${number(n)} 个、${number(allLines)} 条连线中的 ${number(m)} 条。`,
  leftEntities: (n) => `${number(n)} 个较少提到的实体（调高“实体数量”）`,
  leftKinds: (n) => `${number(n)} 个属于已关闭类别的实体`,
  leftFar: (n) => `${number(n)} 个更远的实体（见“范围”）`,
  leftSilent: (n) => `${number(n)} 个不在此层或此时段的实体`,
  leftBackbone: (n) => `${number(n)} 条主干以外的连线（取消“只看主干”）`,
  leftWeak: (n) => `${number(n)} 条低于所设下限的连线`,
  leftMany: (n) => `最强 ${number(20000)} 条以外的 ${number(n)} 条连线`,
  notShown: '未显示：', whatIsLeft: '未显示的内容', page: (kept, all) => `本页收录 ${number(all)} 条引文中最好的 ${number(kept)} 条，全部在 graph.json 中。`,
  pageNodes: (kept, all) => `本页收录 ${number(all)} 个实体中的 ${number(kept)} 个，全部在 graph.json 中。`,
  discussedBy: '谁谈到', comesUpWith: '常一起出现', talksAbout: '谈论', alsoKnown: '别名：', more: (n) => `另有 ${number(n)} 个`, less: '收起', nobody: '没有具名的发言人谈到。', nothing: '没有。',
  mentionsIn: (n, d) => `${number(d)} 篇文稿中提及 ${number(n)} 次`, spoke: (n) => `发言 ${number(n)} 段`,
  sharedIn: (n, unit, d) => `${number(d)} 篇文稿中有 ${number(n)} 个${UNITS[unit] ?? unit}同时提到`,
  discussesIn: (n, d) => `${number(d)} 篇文稿中的 ${number(n)} 段发言`,
  and: '与', to: '谈', chance: '关联', backboneYes: '主干', significantYes: '显著', quotes: '引文', noQuotes: '本页没有收录这条连线的引文；graph.json 中可能有。', moreQuotes: (n) => `最好的 ${number(n)} 条；全部在 graph.json 中。`,
  open: '打开录音', recording: '录音', openAt: (time) => `从 ${time} 打开录音`, line: (n) => `第 ${n} 行`, unknownSpeaker: '未署名',
  overTime: '随时间', timeline: '每月提及', timelineOf: (name) => `${name}，每月提及`, from: '从', until: '到', allTime: '全部时间', noDates: '文稿没有日期。', undated: (n) => `${number(n)} 篇没有日期`,
  brush: '拖动选择月份', before: (n) => `更早 ${number(n)}`, period: (a, b) => (a === b ? a : `${a} 至 ${b}`),
  speakersEntities: '发言人 × 实体', entitiesEntities: '实体 × 实体', rows: '行', columns: '列', matrixLabel: (kind) => `${kind}：各行各列的次数`, matrixHelp: '方向键移动，回车看引文。', rowsOf: (r, all, c, allColumns) => `显示 ${number(all)} 行中的 ${number(r)} 行、${number(allColumns)} 列中的 ${number(c)} 列，按社群排列。`, raiseRows: '调高“行”可看到最多 60 个。',
  cell: (a, b, n) => `${a}，${b}：${number(n)}`, empty: '按此设置没有可显示的内容。', matrixEmpty: '这里没有具名的发言人。',
  lineLegend: (unit) => `同一${UNITS[unit] ?? unit}中提到，越粗越多`, arrowLegend: '发言人谈到', undirected: '–', back: '返回',
};

const UNITS = { turn: '段', sentence: '句', paragraph: '自然段', exchange: '问答', section: '节', document: '篇' };

let language = 'en';

/** Chooses the language: `en`, `zh`, or that of the browser. */
export function setLanguage(wanted) {
  const browser = (navigator.languages?.[0] ?? navigator.language ?? 'en').toLowerCase();
  language = wanted === 'zh' || wanted === 'en' ? wanted : browser.startsWith('zh') ? 'zh' : 'en';
  document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en';
}

/** The language in use. */
export function currentLanguage() {
  return language;
}

/** What the page says under this key. */
export function t(key, ...values) {
  const word = (language === 'zh' ? CHINESE : ENGLISH)[key] ?? ENGLISH[key] ?? key;
  return typeof word === 'function' ? word(...values) : word;
}

const KINDS = ['person', 'company', 'product'];

/** Kinds in the order in which they are listed: the usual ones first. */
export function inOrder(kinds) {
  const rank = (kind) => (KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length);
  return [...kinds].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** What one thing of a kind is called. */
export function kindOfOne(kind) {
  return KINDS.includes(kind) ? t(`one${kind[0].toUpperCase()}${kind.slice(1)}`) : kind;
}

/** What a kind is called, in the plural; kinds of the reader's own dictionaries by their name. */
export function kindName(kind) {
  return KINDS.includes(kind) ? t(kind) : kind;
}

/** A count with its thousands apart. */
export function number(value) {
  return value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en');
}

/** Seconds as `1:02:03` or `2:03`. */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
