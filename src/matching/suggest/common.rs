//! Words that are written like names and are none.

/// Everyday English words, calendar words, peoples and abbreviations, in lower case.
const ENGLISH: &[&str] = &[
    "2d", "3d", "4g", "4k", "5g", "6g", "a", "about", "african", "after", "again", "agent", "agents", "agi", "ai", "ai's", "ai-driven",
    "ai-native", "aigc", "algorithm", "alienation", "all", "also", "always", "am", "american", "an", "and", "another", "any", "anyone",
    "anything", "aov", "api", "app", "application", "applications", "apps", "apr", "april", "ar", "are", "arr", "art", "artificial", "as",
    "asi", "asian", "asic", "ask", "asr", "at", "attention", "aug", "august", "autumn", "b2b", "b2c", "back", "backend", "base", "bd",
    "because", "before", "benchmark", "best", "better", "bgm", "big", "blockchain", "blog", "bluetooth", "book", "books", "boss", "bot",
    "both", "bots", "bp", "british", "bro", "browser", "buddhist", "bug", "bugs", "build", "building", "business", "but", "buy", "by",
    "cac", "can", "cd", "ceo", "cex", "cfo", "chain", "chapter", "chat", "chief", "chinese", "chip", "chips", "christian", "christmas",
    "ci", "cio", "class", "cli", "client", "clip", "cloud", "cmo", "cny", "code", "coding", "come", "commit", "compute", "computer",
    "congress", "consumer", "content", "context", "control", "coo", "cookie", "cookies", "cool", "cot", "could", "course", "covid", "cpc",
    "cpi", "cpm", "cps", "cpu", "cpu's", "crm", "crypto", "css", "csv", "ct", "cto", "ctr", "customer", "cvr", "dad", "dao", "data",
    "database", "dau", "day", "day1", "ddr", "deal", "debug", "dec", "december", "deep", "defi", "demo", "democrat", "democratic",
    "design", "dev", "developer", "dex", "did", "diffusion", "digital", "distribution", "diy", "dj", "dna", "do", "doctor", "does", "don",
    "down", "dram", "early", "eastern", "economy", "edge", "edu", "else", "email", "embedding", "end", "engine", "engineer", "engineering",
    "english", "enterprise", "eps", "erp", "etf", "etfs", "eur", "european", "ev", "even", "ever", "every", "everyone", "everything",
    "exactly", "experience", "fa", "faq", "feature", "feb", "february", "fed's", "few", "figure", "file", "find", "first", "flow", "fomc",
    "for", "foundation", "founder", "fpga", "framework", "free", "french", "friday", "from", "front", "frontend", "full", "fun",
    "function", "fund", "future", "game", "gbp", "gdp", "general", "generation", "geopolitical", "german", "get", "gif", "gmv", "go",
    "goal", "god", "going", "good", "got", "gp", "gpu", "gpus", "gratitude", "great", "group", "growth", "gtm", "guest", "gui", "guys",
    "h1", "h2", "h5", "had", "half", "hard", "hardware", "has", "have", "hbm", "hdmi", "he", "hello", "help", "her", "here", "hey", "hi",
    "high", "him", "his", "hkd", "host", "how", "hr", "html", "http", "https", "human", "i", "ico", "icp", "id", "ide", "idea", "if",
    "image", "in", "index", "indian", "industry", "inference", "infrastructure", "input", "intelligence", "interface", "internet",
    "interview", "into", "intro", "iot", "ip", "ipo", "ipos", "ir", "is", "it", "its", "jan", "january", "japanese", "jd", "jewish", "job",
    "jpg", "jpy", "json", "jul", "july", "jun", "june", "just", "keep", "key", "kind", "know", "koc", "kol", "kpi", "lab", "language",
    "large", "last", "latency", "later", "law", "layer", "learn", "learning", "let", "level", "lgbtq", "life", "like", "link", "list",
    "little", "llm", "llms", "local", "logic", "long", "look", "loop", "lora", "lot", "love", "low", "lp", "ltv", "m&a", "ma", "machine",
    "made", "make", "man", "manager", "many", "mapping", "mar", "march", "markdown", "market", "marketing", "math", "mau", "may", "maybe",
    "mba", "mcn", "me", "mean", "media", "memory", "might", "mindset", "minister", "moat", "mode", "model", "models", "moe", "mom",
    "moment", "monday", "money", "more", "most", "mp3", "mp4", "mr", "mri", "mrna", "mrs", "ms", "much", "music", "muslim", "mvp", "my",
    "name", "nand", "native", "need", "network", "neural", "never", "new", "news", "next", "nft", "nlp", "no", "node", "none", "not",
    "note", "nothing", "nov", "november", "now", "npc", "nps", "npu", "number", "nyse", "o2o", "object", "ocr", "oct", "october", "of",
    "off", "office", "official", "oh", "ok", "ok's", "okay", "okr", "old", "on", "once", "one", "only", "open", "operation", "or", "order",
    "os", "other", "our", "out", "output", "outro", "over", "own", "p2p", "page", "paper", "part", "pc", "pce", "pdf", "pe", "people",
    "per", "performance", "person", "pgc", "phase", "phd", "phone", "physical", "pipeline", "place", "plan", "platform", "please",
    "plugin", "pm", "pmf", "pmi", "png", "podcast", "podcasts", "point", "policy", "post", "power", "ppi", "ppt", "pr", "pre", "president",
    "pretty", "price", "prior", "private", "pro", "problem", "process", "product", "product-led", "production", "products", "professor",
    "program", "project", "prompt", "prompt's", "prompts", "public", "pull", "push", "q", "q&a", "q1", "q2", "q3", "q4", "qa", "quality",
    "question", "questions", "quick", "r&d", "rag", "ram", "read", "readme", "real", "really", "reasoning", "red", "reinforcement",
    "release", "republican", "research", "return", "revenue", "review", "right", "risk", "rl", "rlhf", "rmb", "rna", "roas", "robot",
    "robots", "roe", "roi", "role", "rule", "run", "russian", "saas", "safe", "safety", "sales", "same", "saturday", "say", "scale",
    "scaling", "school", "science", "screen", "sdk", "search", "second", "section", "see", "seed", "self", "senate", "senior", "seo",
    "sep", "sept", "september", "series", "server", "service", "session", "set", "sft", "she", "short", "should", "show", "side", "simple",
    "since", "single", "sir", "skill", "skills", "sku", "small", "so", "soc", "social", "software", "solution", "some", "someone",
    "something", "sometimes", "sop", "sota", "source", "spac", "space", "speaker", "spec", "speech", "spring", "sql", "ssd", "stablecoin",
    "stablecoins", "stack", "stage", "start", "startup", "startups", "state", "step", "still", "stock", "stop", "store", "story",
    "strategy", "stream", "studio", "style", "sub", "such", "summer", "sunday", "super", "supervised", "support", "sure", "suv", "svg",
    "system", "systems", "tab", "table", "take", "talk", "task", "tasks", "team", "tech", "technology", "tell", "term", "terminal", "test",
    "text", "than", "thank", "thanks", "that", "the", "their", "them", "then", "there", "these", "they", "thing", "things", "think",
    "this", "those", "thought", "three", "through", "thursday", "time", "to", "to-b", "to-c", "tob", "toc", "today", "token", "token's",
    "tokens", "too", "tool", "tools", "top", "tpu", "traffic", "train", "training", "transformer", "transformers", "treasury", "true",
    "trust", "try", "tts", "tuesday", "turn", "tv", "tvl", "two", "txt", "type", "ugc", "ui", "under", "until", "up", "update", "uri",
    "url", "us", "usa", "usb", "usd", "use", "user", "users", "using", "uv", "ux", "value", "vc", "version", "very", "vibe", "video",
    "view", "vip", "virtual", "vision", "vlog", "voice", "vr", "vs", "want", "was", "way", "we", "web", "web2", "web3", "wednesday",
    "week", "well", "were", "western", "what", "when", "where", "which", "while", "who", "whole", "why", "wifi", "wiki", "will", "window",
    "winter", "with", "without", "word", "work", "workflow", "world", "would", "wow", "write", "xml", "xr", "yaml", "yeah", "year",
    "years", "yes", "yet", "yield", "yields", "you", "your", "youtube's", "youtuber", "youtubers", "zero",
];

/// English words that no name begins or ends with, in lower case.
const FUNCTION_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "for", "from", "he", "her", "his", "how", "i", "if", "in", "into",
    "is", "it", "its", "me", "my", "no", "not", "of", "on", "or", "our", "so", "than", "that", "the", "their", "them", "then", "there",
    "they", "this", "to", "up", "us", "was", "we", "what", "when", "where", "which", "who", "why", "will", "with", "would", "you", "your",
];

/// Countries, regions and cities, which are no people, companies or products; Latin ones in lower case.
const PLACES: &[&str] = &[
    "africa", "alaska", "america", "asia", "austin", "australia", "bay area", "beijing", "berlin", "boston", "brazil", "britain",
    "brooklyn", "california", "canada", "chicago", "china", "cuba", "dc", "dubai", "egypt", "england", "europe", "florida", "france",
    "germany", "greenland", "guangzhou", "hangzhou", "hawaii", "hong kong", "india", "indonesia", "iran", "iraq", "ireland", "israel",
    "italy", "japan", "korea", "kuwait", "la", "london", "los angeles", "malaysia", "manhattan", "mexico", "miami", "middle east",
    "moscow", "new york", "new york city", "nyc", "paris", "philippines", "qatar", "russia", "san francisco", "seattle", "sf", "shanghai",
    "shenzhen", "silicon valley", "singapore", "south korea", "spain", "sweden", "switzerland", "taiwan", "tehran", "texas", "thailand",
    "tokyo", "toronto", "turkey", "uk", "ukraine", "united kingdom", "united states", "us", "usa", "venezuela", "vietnam", "wall street",
    "washington", "washington dc", "wuhan", "上海", "东京", "东北", "东南亚", "东德", "中东", "中国", "丹麦", "乌克兰", "乌兹别克", "云南",
    "亚洲", "亚马孙", "以色列", "伊拉克", "伊朗", "伦敦", "佛罗里达", "俄罗斯", "克里米亚", "内蒙古", "利比亚", "加利福尼亚", "加州",
    "加拿大", "加沙", "匈牙利", "北京", "北美", "华尔街", "华盛顿", "南京", "南美", "卡塔尔", "印尼", "印度", "厦门", "叙利亚", "古巴",
    "台湾", "合肥", "哈萨克斯坦", "哥伦比亚", "四川", "土耳其", "埃及", "埃塞俄比亚", "基辅", "墨尔本", "墨西哥", "夏威夷", "多伦多",
    "天津", "奥地利", "奥斯汀", "委内瑞拉", "孟加拉", "安徽", "尼日利亚", "尼泊尔", "山东", "山西", "巴基斯坦", "巴林", "巴西", "巴黎",
    "布鲁克林", "希腊", "广东", "广州", "得克萨斯", "德国", "德州", "德黑兰", "悉尼", "意大利", "成都", "拉斯维加斯", "拉美", "拉萨",
    "挪威", "捷克", "斯里兰卡", "新加坡", "新疆", "新西兰", "日本", "旧金山", "智利", "曼哈顿", "朝鲜", "杭州", "柏林", "柬埔寨", "格陵兰",
    "格陵兰岛", "格鲁吉亚", "欧洲", "欧美", "武汉", "比利时", "江苏", "江西", "沙特", "沙特阿拉伯", "河北", "河南", "法国", "波兰",
    "波士顿", "波斯", "泰国", "洛杉矶", "浙江", "海南", "深圳", "湖北", "湖南", "湾区", "澳大利亚", "澳洲", "澳门", "爱尔兰", "特拉维夫",
    "瑞典", "瑞士", "白俄罗斯", "硅谷", "福建", "科威特", "秘鲁", "约旦", "纽约", "缅甸", "罗马尼亚", "美国", "美洲", "老挝", "耶路撒冷",
    "肯尼亚", "芝加哥", "芬兰", "苏州", "苏联", "英国", "荷兰", "莫斯科", "菲律宾", "葡萄牙", "蒙古", "西伯利亚", "西安", "西德", "西班牙",
    "西藏", "西雅图", "贵州", "越南", "迈阿密", "迪拜", "重庆", "长沙", "阿富汗", "阿拉伯", "阿根廷", "阿联酋", "陕西", "霍尔木兹",
    "霍尔木兹海", "非洲", "韩国", "顿巴斯", "香港", "马来西亚", "马萨诸塞", "高加索", "黎巴嫩",
];

/// Chinese words and phrases that the patterns take for names.
const CHINESE: &[&str] = &[
    "一人", "一人公司", "万富翁", "三明治", "三甲医院", "上市企业", "上市公司", "中央银行", "主持人", "主权基金", "互联网", "互联网公司",
    "产业资本", "产品", "人力资本", "人寿保险", "人工智能", "人工智能实验室", "人民币基金", "他们", "代理", "伊斯兰", "佛陀", "作者",
    "你们", "保险公司", "信息科技", "公募基金", "公司", "公立医院", "养老基金", "分公司", "创业公司", "创始人", "初创公司", "医保",
    "医学院", "医疗保险", "博主", "博士", "卡路里", "古典希腊", "吉他", "同学", "名牌大学", "哪家", "商业保险", "商业银行", "商学院",
    "嘉宾", "因特网", "团队", "国有资本", "基督", "多巴胺", "大公司", "大模型", "央行", "奥林匹克", "委员会", "子公司", "对冲基金", "导师",
    "小公司", "工程学院", "巧克力", "巴士", "希腊", "常春藤大学", "意大利面", "我们", "投资人", "投资公司", "投资银行", "提示词", "摩托",
    "数据", "文学院", "新能源汽车", "智能体", "智能汽车", "有限公司", "朋友", "机器学习", "模型", "母公司", "每家", "比基尼", "民营企业",
    "民间资本", "汽车", "沙发", "法学院", "深度学习", "演讲者", "爵士", "理所当", "生物科技", "用户", "电动汽车", "硬件公司", "硬科技",
    "社会保险", "社会资本", "社保", "私募基金", "私立医院", "科学家", "科技公司", "算法", "维生素", "综合大学", "罗马", "美元基金", "老师",
    "股份公司", "荷尔蒙", "菩萨", "董事会", "行业协会", "西方", "计算机学院", "记者", "讲者", "说话者", "贝塔", "财产保险", "跨国公司",
    "软件公司", "迪斯科", "重点大学", "金融科技", "阿尔法", "阿拉伯语", "风险投资", "风险资本", "马拉松", "马赛克", "高科技", "黑科技",
];

/// Institutions, media and services whose names Chinese uses like everyday words, so that no form gives them away.
const INSTITUTIONS: &[&str] = &[
    "上议院", "上证指数", "下议院", "世卫组织", "世界银行", "世贸组织", "东盟", "中央军委", "中央电视台", "中宣部", "中科院", "中纪委",
    "中组部", "乌军", "五角大楼", "京东", "人大常委会", "人民党", "人民日报", "以军", "众议院", "俄军", "保守党", "光明日报", "克格勃",
    "全国人大", "公众号", "公安部", "公明党", "共产党", "共和党", "北约", "协和医院", "卫生部", "参议院", "发改委", "司法部", "司法院",
    "哔哩哔哩", "商务部", "国务院", "国台办", "国大党", "国安局", "国家统计局", "国民党", "国税局", "国资委", "国防部", "国际法院",
    "塔斯社", "外交部", "外务省", "央视", "小红书", "工党", "广电总局", "微信", "微博", "快手", "恒指", "恒生指数", "抖音", "拼多多",
    "支付宝", "政协", "政治局", "教育部", "新华社", "日军", "日本央行", "最高检", "最高法", "最高法院", "朋友圈", "标普指数", "检察院",
    "欧洲央行", "欧盟", "民主党", "民众党", "民进党", "沪指", "法新社", "海关总署", "淘宝", "深证成指", "环球时报", "白宫", "百度",
    "监察院", "知乎", "社科院", "科技部", "立法院", "纳指", "纽约联储", "统战部", "美元指数", "美军", "美联储", "美联社", "自卫队",
    "自民党", "自由党", "英国央行", "行政院", "解放军", "证监会", "财务省", "财政部", "路透社", "道指", "金管会", "金融时报", "铁道部",
    "银保监会", "革命卫队",
];

/// Characters that stand beside Chinese names and in none.
const FUNCTION_CHARACTERS: &str = "的了在是和与及或跟到从对给把被让为有去向以这那个家这位名些也都就还又再很太更最不没会能可要想请问叫找看听用比等而但如果因所之其它他她你我们您咱谁啥吗呢吧啊呀哦嗯则即若像当由将于着过地得说讲称据除并且如哪每某几一两三四五六七八九十";

/// Characters that foreign names are transliterated with.
const TRANSLITERATING: &str = "阿埃艾爱安奥澳巴白班邦保鲍贝本比彼毕宾波伯勃博布查察彻茨达戴丹当道德登邓狄迪蒂丁东杜敦多厄恩尔法凡范菲费芬丰冯佛夫弗福富盖冈高戈格葛根古顾瓜哈海汉豪赫黑亨洪侯胡华怀惠霍基吉季加贾简杰金津久卡凯坎康考柯科克肯孔库奎昆拉莱赖兰朗劳勒雷蕾黎里理利丽莉连廉列烈林琳龙卢鲁露路伦罗洛吕马玛麦迈曼芒毛梅门蒙米密敏明摩莫默姆木穆拿娜纳乃奈南瑙内妮尼倪涅宁纽努诺欧帕派潘庞培佩彭皮平珀蒲普齐奇契恰钱强乔琼丘荣茹瑞若萨塞赛桑瑟森沙莎珊山尚绍舍申圣施什史士舒斯丝司思斯苏索所塔泰坦汤唐陶特滕提汀廷图托陀瓦万旺威韦维魏温文翁沃乌伍武西希锡席霞夏香肖谢辛欣休许雪逊雅亚延扬尧耶叶伊易意因英尤雨约泽扎詹撒委罕珍芝朱卓兹祖佐";

/// Whether an English word is no name.
pub(in crate::matching) fn is_english(word: &str) -> bool {
    contains(ENGLISH, &word.to_lowercase())
}

/// Whether no name begins or ends with an English word.
pub(super) fn is_function_word(word: &str) -> bool {
    contains(FUNCTION_WORDS, &word.to_lowercase())
}

/// Whether a text names a place.
pub(in crate::matching) fn is_place(text: &str) -> bool {
    contains(PLACES, &text.to_lowercase())
}

/// Whether Chinese looks like a name to the patterns and is none.
pub(super) fn is_chinese(text: &str) -> bool {
    contains(CHINESE, text)
}

/// Institutions that Chinese names like everyday things.
pub(super) fn institutions() -> &'static [&'static str] {
    INSTITUTIONS
}

/// Whether a Chinese character stands beside names and in none.
pub(super) fn is_function_character(character: &str) -> bool {
    FUNCTION_CHARACTERS.contains(character)
}

/// Whether foreign names are transliterated with a character.
pub(super) fn transliterates(c: char) -> bool {
    TRANSLITERATING.contains(c)
}

fn contains(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_binary_search() {
        for list in [ENGLISH, FUNCTION_WORDS, PLACES, CHINESE, INSTITUTIONS] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
