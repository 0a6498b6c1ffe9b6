//! One table of cases for the matcher: each rule with its traps, in Chinese, English and both.

use comention::dictionary::Dictionary;
use comention::input::{ReadOptions, read};
use comention::matching::{Explanation, MatchOptions, Matcher};

const COMPANIES: &str = r"
kind: company
entities:
  - {id: openai, name: OpenAI, aliases: [Open AI]}
  - {id: google, name: Google, aliases: [谷歌]}
  - {id: google-deepmind, name: Google DeepMind, aliases: [DeepMind]}
  - {id: nvidia, name: NVIDIA, aliases: [英伟达, 辉达]}
  - {id: ai-co, name: AI}
  - {id: huawei, name: Huawei, aliases: [{text: 华为, not: [升华为, 精华为]}]}
  - id: meta
    name: Meta
    case: exact
    aliases: [Meta Platforms]
    not: [Meta analysis]
  - id: li-auto
    name: Li Auto
    aliases:
      - 理想汽车
      - {text: 理想, when: {document: [理想汽车], near: [车型]}, not: [理想化]}
  - id: apple
    name: Apple
    case: exact
    aliases: [Apple Inc, {text: 苹果, when: {near: [库克], entity: true}, unless: {after: [派]}}]
  - {id: fusion-fund, name: Fusion Fund}
  - {id: att, name: AT&T}
  - {id: sk, name: SK, case: exact}
  - {id: three-m, name: 3M}
  - {id: yahoo, name: 'Yahoo!'}
  - {id: esso, name: Straße AG}
  - {id: jd, name: 京东}
  - {id: citic, name: 中信}
  - {id: qualcomm, name: Qualcomm, aliases: [高通]}
  - {id: gree, name: 格力}
  - {id: pku, name: 北京大学, aliases: [北大]}
  - {id: baidu, name: Baidu, aliases: [百度]}
  - {id: alibaba, name: 阿里巴巴, aliases: [阿里]}
  - {id: midea, name: 美的, when: {after: [集团, 空调]}}
  - {id: bloomberg, name: Bloomberg, aliases: [彭博社]}
  - {id: x-co, name: X Corp}
  - {id: a16z, name: a16z, aliases: [Andreessen Horowitz]}
  - {id: moutai, name: Kweichow Moutai, aliases: [茅台]}
  - {id: byd, name: BYD, aliases: [比亚迪]}
";

const PRODUCTS: &str = r"
kind: product
entities:
  - {id: chatgpt, name: ChatGPT}
  - {id: gpt, name: GPT, case: exact}
  - {id: gpt-4, name: GPT-4}
  - {id: gpt-4o, name: GPT-4o}
  - {id: gpt-5, name: GPT-5}
  - {id: gpt-5-1, name: GPT-5.1}
  - {id: kimi, name: Kimi}
  - {id: kimi-k2, name: Kimi K2}
  - {id: sonnet, name: Claude 3.5 Sonnet}
  - {id: l9, name: 理想 L9}
  - {id: iphone, name: iPhone}
  - {id: apple-pie, name: 苹果派, aliases: [Apple Pie]}
  - id: fsd
    name: FSD
    patterns: ['(?:FSD )?V1[2-9](?:\.\d+)*']
    when: {document: [FSD, 特斯拉]}
  - id: x
    name: X
    case: exact
    when: {before: [on, 在], after: [平台]}
  - {id: model-x, name: Model X}
  - {id: sk-ii, name: SK-II}
  - {id: next-js, name: Next.js}
  - {id: c-sharp, name: 'C#'}
  - {id: cpp, name: C++}
  - {id: dot-net, name: .NET}
  - {id: pi, name: π0}
  - {id: cafe, name: Café Noir}
  - {id: part, name: word, boundary: none}
  - {id: crm, name: CRM, when: {near: [Salesforce]}}
";

const PEOPLE: &str = r"
kind: person
entities:
  - {id: altman, name: Sam Altman, aliases: [Altman, 萨姆·奥特曼]}
  - {id: lecun, name: Yann LeCun, aliases: [LeCun]}
  - {id: huang, name: Jensen Huang, aliases: [Jensen]}
  - {id: biden, name: Joe Biden, aliases: [拜登, 乔·拜登]}
  - {id: ma, name: 马斯克}
  - {id: li-xiang, name: 李想}
  - {id: peter-a, name: Peter Adler, aliases: [{text: Peter, when: {document: [Adler]}}]}
  - {id: peter-b, name: Peter Brandt, aliases: [{text: Peter, when: {document: [Brandt]}}]}
";

fn matcher() -> Matcher {
    // One file a kind, as they ship.
    let directory = tempfile::tempdir().expect("temporary directory");
    for (name, text) in [("a.yaml", COMPANIES), ("b.yaml", PRODUCTS), ("c.yaml", PEOPLE)] {
        std::fs::write(directory.path().join(name), text).expect("written");
    }
    Matcher::new(&Dictionary::read(&[directory.path()]).expect("valid")).expect("compiles")
}

/// The mentions of a text as `surface=entity`, in order.
fn mentions(matcher: &Matcher, text: &str) -> Vec<String> {
    let document = read("show/talk.md", text.as_bytes().to_vec(), &ReadOptions::default()).expect("text");
    let matches = matcher.matches(&document, &MatchOptions::default());
    let mut out = Vec::new();
    for mention in &matches.mentions {
        let surface = document.folded.read(&document.source, mention.folded);
        let stored = &text[mention.span.range()];
        assert!(stored.starts_with(surface.chars().next().expect("not empty")), "{stored} is read {surface}");
        out.push(format!("{surface}={}", matches.entity(mention.entity).id));
    }
    out
}

/// What the explanation says is kept, written as the mentions are.
fn kept(matcher: &Matcher, text: &str) -> Vec<String> {
    let document = read("show/talk.md", text.as_bytes().to_vec(), &ReadOptions::default()).expect("text");
    let (matches, explanations) = matcher.explain(&document, &MatchOptions::default());
    let kept = explanations.iter().filter(|explanation| explanation.fate.is_kept());
    let surface = |explanation: &Explanation| document.folded.read(&document.source, explanation.folded).into_owned();
    assert!(explanations.iter().all(|explanation| !explanation.reason(&document, &matches).is_empty()));
    kept.map(|explanation| format!("{}={}", surface(explanation), matches.entity(explanation.entity).id)).collect()
}

/// Text, then what must be found in it and nothing else.
const CASES: &[(&str, &[&str])] = &[
    // Edges: Latin needs them, Chinese beside Latin is one.
    ("我用ChatGPT写", &["ChatGPT=chatgpt"]),
    ("He said it again", &[]),
    ("AI is here. AIs, OpenAIs? xAI", &["AI=ai-co", "OpenAI=openai"]),
    ("ChatGPTer and myChatGPT and ChatGPT_x", &[]),
    ("2ChatGPT ChatGPT2", &[]),
    ("用英伟达的卡", &["英伟达=nvidia"]),
    ("(OpenAI)“Google”,NVIDIA.", &["OpenAI=openai", "Google=google", "NVIDIA=nvidia"]),
    ("passwords and swords", &["word=part", "word=part"]),
    ("AT&T and AT&amp;T", &["AT&T=att", "AT&T=att"]),
    ("Yahoo! Yahoo！", &["Yahoo!=yahoo", "Yahoo！=yahoo"]),
    // Case, width, script, hyphens, invisible characters.
    ("openai OPENAI ＯｐｅｎＡＩ", &["openai=openai", "OPENAI=openai", "ＯｐｅｎＡＩ=openai"]),
    ("理想汽車 輝達", &["理想汽車=li-auto", "輝達=nvidia"]),
    ("Open\u{ad}AI", &["Open\u{ad}AI=openai"]),
    ("STRASSE AG, straße ag", &["STRASSE AG=esso", "straße ag=esso"]),
    ("Strasses AG", &[]),
    ("meta META Meta", &["Meta=meta"]),
    ("iphone IPHONE iPhones", &["iphone=iphone", "IPHONE=iphone", "iPhone=iphone"]),
    ("Fusion   Fund, Fusion-Fund", &["Fusion   Fund=fusion-fund", "Fusion-Fund=fusion-fund"]),
    ("Fusion\nFund", &["Fusion Fund=fusion-fund"]),
    ("Fusion\n\nFund", &[]),
    ("马斯\n克", &["马斯克=ma"]),
    ("萨姆奥特曼 萨姆・奥特曼 萨姆 奥特曼", &["萨姆奥特曼=altman", "萨姆・奥特曼=altman", "萨姆 奥特曼=altman"]),
    ("理想L9 理想 L9", &["理想L9=l9", "理想 L9=l9"]),
    // Possessives and plurals stay outside.
    ("Google's and Google’s and Googles' and the Googles", &["Google=google", "Google=google", "Google=google", "Google=google"]),
    ("googles it", &[]),
    // Longest first, whatever the order of the dictionary.
    ("Google DeepMind and DeepMind", &["Google DeepMind=google-deepmind", "DeepMind=google-deepmind"]),
    ("Sam Altman, Altman", &["Sam Altman=altman", "Altman=altman"]),
    ("Apple Pie by Apple Inc", &["Apple Pie=apple-pie", "Apple Inc=apple"]),
    // The short one is found where the long one is rejected.
    ("GPT-4oh", &["GPT=gpt"]),
    ("Kimi K2.5", &["Kimi=kimi"]),
    // Versions.
    ("GPT-5 GPT‑5 GPT 5 GPT5 gpt－5", &["GPT-5=gpt-5", "GPT‑5=gpt-5", "GPT 5=gpt-5", "GPT5=gpt-5", "gpt－5=gpt-5"]),
    ("GPT-5.1 and GPT-5.", &["GPT-5.1=gpt-5-1", "GPT-5=gpt-5"]),
    ("GPT-5.2", &["GPT=gpt"]),
    ("GPT-5-mini", &["GPT=gpt"]),
    ("GPT-4-based, GPT-4-level", &["GPT-4=gpt-4", "GPT-4=gpt-4"]),
    ("GPT-4o GPT-4", &["GPT-4o=gpt-4o", "GPT-4=gpt-4"]),
    ("OpenAI-backed Kimi-like", &["OpenAI=openai", "Kimi=kimi"]),
    ("Claude 3.5 Sonnet, Claude-3.5-Sonnet", &["Claude 3.5 Sonnet=sonnet", "Claude-3.5-Sonnet=sonnet"]),
    ("about 1.3M people, 3M", &["3M=three-m"]),
    ("5G 用 GPT-5，2025年 GPT-5出来", &["GPT-5=gpt-5", "GPT-5=gpt-5"]),
    // Patterns and their conditions.
    ("特斯拉 V14 和 V14.2.2 与 FSD V13", &["V14=fsd", "V14.2.2=fsd", "FSD V13=fsd"]),
    ("V14 alone", &[]),
    ("特斯拉 XV14 V14x V140", &[]),
    // Ambiguous names.
    ("理想很丰满", &[]),
    ("理想汽车说理想很好，理想化", &["理想汽车=li-auto", "理想=li-auto"]),
    ("理想的车型", &["理想=li-auto"]),
    ("苹果很好吃", &[]),
    ("苹果的库克", &["苹果=apple"]),
    ("Apple makes it. 苹果说", &["Apple=apple", "苹果=apple"]),
    ("Apple. 苹果 派, 库克", &["Apple=apple"]),
    ("an apple a day", &[]),
    ("on X, X axis, 在 X 上, X平台", &["X=x", "X=x", "X=x"]),
    ("Meta analysis by Meta", &["Meta=meta"]),
    ("the CRM", &[]),
    ("Salesforce is the CRM", &["CRM=crm"]),
    // Near means the same turn.
    ("**A Bc**: Salesforce.\n\n**D Ef**: The CRM.\n\n**A Bc**: Yes.\n\n**D Ef**: No.", &[]),
    // Blockers.
    ("升华为艺术，华为手机", &["华为=huawei"]),
    // Dots join foreign names.
    ("亨特·拜登 拜登 乔·拜登", &["拜登=biden", "乔·拜登=biden"]),
    // Markup neither breaks nor joins.
    ("**Open**AI <b>Goo</b>gle [NVI](x)DIA", &["OpenAI=openai", "Google=google", "NVIDIA=nvidia"]),
    ("Open<br>AI", &["Open AI=openai"]),
    ("[see](https://openai.com/google) https://nvidia.com/ <a href=\"Google\">x</a>", &[]),
    ("<!-- OpenAI --> ![Google](x.png) text", &[]),
    // Glosses tie new names to known people, and to what bold sets off with them.
    ("Yann LeCun（杨立昆）说。杨立昆同意。", &["Yann LeCun=lecun", "杨立昆=lecun", "杨立昆=lecun"]),
    ("**卡尔·林德**（Sam Altman）来了，卡尔·林德走了", &["卡尔·林德=altman", "Sam Altman=altman", "卡尔·林德=altman"]),
    ("我是卡尔·林德（Sam Altman），我是卡尔·林德", &["Sam Altman=altman"]),
    ("mail me@google.com, www.google.com, openai.com or OpenAI. Come", &["OpenAI=openai"]),
    ("Meta analysisx Meta", &["Meta=meta", "Meta=meta"]),
    ("---\nproducts: [CRM, RAG]\n---\nCRM and RAG", &["CRM=crm"]),
    ("**老黄家 (NVIDIA)** 发布，老黄家赢", &["老黄家=nvidia", "NVIDIA=nvidia", "老黄家=nvidia"]),
    ("OpenAI（董事会）开会，董事会散会", &["OpenAI=openai"]),
    ("抓马（Drama）很抓马", &[]),
    ("Google（Microsoft开发的）Microsoft", &["Google=google"]),
    ("Jensen（主席）", &["Jensen=huang"]),
    // Speakers' names, and whose they are not.
    (
        "**Ada Byte**: Hi Noor.\n\n**Noor Haddad**: Hi Ada. Ms Byte, that is. Not Ada Lovelace or Ken Byte.\n\n**Ada Byte**: Ok.",
        &["Noor=person:noor-haddad", "Ada=person:ada-byte", "Byte=person:ada-byte"],
    ),
    ("**于振华**: 你好\n\n**张璐**: 振华你好，璐。\n\n**于振华**: 好\n\n**张璐**: 好", &["振华=person:于振华", "璐=person:张璐"]),
    ("**Will Smith**: Will you?\n\n**Jensen Lee**: No, Jensen.\n\n**Will Smith**: Ok\n\n**Jensen Lee**: Ok", &["Jensen=person:jensen-lee"]),
    ("**大卫**: 我是大卫\n\n**主持人**: 大卫好\n\n**大卫**: 主持人好", &["大卫=person:大卫@show", "大卫=person:大卫@show"]),
    // Never across turns.
    ("**Ada Byte**: Fusion\n\n**Bo Cay**: Fund\n\n**Ada Byte**: a\n\n**Bo Cay**: b", &[]),
    // Front matter: names the dictionary lacks, and evidence for those it has.
    (
        "---\nauthor: S\npeople: [Ines Vega]\nproducts: [Halcyon 3]\n---\nInes Vega on Halcyon 3 and halcyon 3",
        &["Ines Vega=person:ines-vega", "Halcyon 3=product:halcyon-3"],
    ),
    ("---\ncompanies: [Apple]\n---\n苹果说", &["苹果=apple"]),
    ("---\ncompanies: ['AI', 'a']\n---\na b", &[]),
    ("---\ncompanies: [Meta, 理想]\n---\nMeta analysis, meta. 理想化不是理想", &["理想=li-auto"]),
    ("---\ncompanies: [苹果]\n---\n苹果派，苹果 派，苹果好", &["苹果派=apple-pie", "苹果=apple"]),
    ("two Salesforces, one CRM", &["CRM=crm"]),
    ("# OpenAI in a heading\n\nnothing", &[]),
    // Chinese edges: a common word across one speaks against the name.
    ("北京东城区", &[]),
    ("在京东买，京东城", &["京东=jd", "京东=jd"]),
    ("其中信息很多", &[]),
    ("中信证券", &["中信=citic"]),
    ("提高通胀预期", &[]),
    ("高通的芯片，用高通", &["高通=qualcomm", "高通=qualcomm"]),
    ("人格力量", &[]),
    ("买格力空调", &["格力=gree"]),
    ("东北大学", &[]),
    ("他在北大读书", &["北大=pku"]),
    ("华为员工，与华为", &["华为=huawei", "华为=huawei"]),
    ("把生活升华为艺术", &[]),
    ("最美的风景", &[]),
    ("美的集团和美的空调，美的享受", &["美的=midea", "美的=midea"]),
    ("李想要做的事", &["李想=li-xiang"]),
    ("理想想要的", &[]),
    ("用百度地图，百度一下", &["百度=baidu", "百度=baidu"]),
    ("阿里巴巴，阿里", &["阿里巴巴=alibaba", "阿里=alibaba"]),
    ("提高\n通胀", &[]),
    ("升**华为**艺术", &[]),
    ("據彭博社報導", &["彭博社=bloomberg"]),
    ("北京東城區", &[]),
    ("買比亞迪的車", &["比亞迪=byd"]),
    ("茅台股价", &["茅台=moutai"]),
    ("马斯克说马斯克", &["马斯克=ma", "马斯克=ma"]),
    // Digits and letters beside Chinese.
    ("用GPT-5写的3M胶带", &["GPT-5=gpt-5", "3M=three-m"]),
    ("华为5G", &["华为=huawei"]),
    ("iPhone17", &[]),
    ("一台iPhone，iPhone 17", &["iPhone=iphone", "iPhone=iphone"]),
    ("π0和π0.5", &["π0=pi"]),
    ("Café Noir, CAFÉ NOIR, Cafe\u{301} Noir, Cafe Noir", &["Café Noir=cafe", "CAFÉ NOIR=cafe", "Cafe\u{301} Noir=cafe"]),
    ("a16z和A16Z，Andreessen-Horowitz", &["a16z=a16z", "A16Z=a16z", "Andreessen-Horowitz=a16z"]),
    // A letter alone, and names that begin with one.
    ("Model X，X-ray，V2X", &["Model X=model-x"]),
    ("X Corp on X", &["X Corp=x-co", "X=x"]),
    ("SK-II and SK, sk", &["SK-II=sk-ii", "SK=sk"]),
    ("SKU SKs", &[]),
    ("Kimi K2 and Kimi K2.5 and Kimi-K2", &["Kimi K2=kimi-k2", "Kimi=kimi", "Kimi-K2=kimi-k2"]),
    ("KimiK2", &[]),
    ("K2", &[]),
    // Names with signs in them.
    ("Next.js, Next.JS! next js", &["Next.js=next-js", "Next.JS=next-js"]),
    ("C# and C++, C", &["C#=c-sharp", "C++=cpp"]),
    ("on .NET now", &[".NET=dot-net"]),
    ("3M's 3Ms", &["3M=three-m"]),
    ("\"Yahoo!\" she said", &["Yahoo!=yahoo"]),
    ("AT&amp;amp;T", &[]),
    // White space and invisible characters inside a name.
    ("Google\u{200b}DeepMind", &[]),
    ("Google\u{a0}DeepMind", &["Google\u{a0}DeepMind=google-deepmind"]),
    ("Google\tDeepMind", &["Google\tDeepMind=google-deepmind"]),
    ("Goo\u{200b}gle", &["Goo\u{200b}gle=google"]),
    ("Google\r\nDeepMind", &["Google DeepMind=google-deepmind"]),
    ("GPT—5", &["GPT=gpt"]),
    ("Ｇｏｏｇｌｅ'ｓ", &["Ｇｏｏｇｌｅ=google"]),
    ("ﬁnd Google", &["Google=google"]),
    ("İ Google", &["Google=google"]),
    // Several entities under one alias.
    ("Peter Adler is here. Peter agrees", &["Peter Adler=peter-a", "Peter=peter-a"]),
    ("Peter Brandt is here. Peter agrees", &["Peter Brandt=peter-b", "Peter=peter-b"]),
    ("Peter agrees", &[]),
    // Parts of full names.
    (
        "Ada Brandvold met Peter Brandt. Brandt left; Julia Brandt, the Brandt rule and Brandt Hall did not",
        &["Peter Brandt=peter-b", "Brandt=peter-b"],
    ),
    ("彼得·布兰特来了。布兰特说，布兰特主义不是彼得的", &[]),
    (
        "---\npeople: [彼得·布兰特]\n---\n彼得·布兰特来了。布兰特说，布兰特主义",
        &["彼得·布兰特=person:彼得-布兰特", "布兰特=person:彼得-布兰特"],
    ),
    (
        "---\npeople: [Ines Vega]\n---\nInes Vega here. Ines and Vega; Ines Torre, Vega Street, vega",
        &["Ines Vega=person:ines-vega", "Ines=person:ines-vega", "Vega=person:ines-vega"],
    ),
    (
        "---\npeople: [Ines Vega, Ines Torre]\n---\nInes Vega, Ines Torre. Ines?",
        &["Ines Vega=person:ines-vega", "Ines Torre=person:ines-torre"],
    ),
    ("---\npeople: [岑雨荷]\n---\n岑雨荷，岑老师，岑总，赵老师", &["岑雨荷=person:岑雨荷", "岑老师=person:岑雨荷", "岑总=person:岑雨荷"]),
    ("---\npeople: [岑雨荷, 岑一鸣]\n---\n岑雨荷，岑老师", &["岑雨荷=person:岑雨荷"]),
    ("**岑茜**: 好\n\n**主持人**: 谢谢茜。跟茜聊，茜，你说呢？", &["茜=person:岑茜", "茜=person:岑茜", "茜=person:岑茜"]),
    ("**岑茜**: 好\n\n**主持人**: 王茜和茜茜公主", &[]),
    ("**岑帆**: 好\n\n**主持人**: 坐帆船一帆风顺，扬帆远航。帆，你说呢？", &["帆=person:岑帆"]),
    ("**岑明**: 好\n\n**主持人**: 明说明天，谢谢明。", &[]),
    // Overlaps.
    ("Sam Altman Altman", &["Sam Altman=altman", "Altman=altman"]),
    ("OpenAIGoogle", &[]),
    ("OpenAI/Google-NVIDIA", &["OpenAI=openai", "Google=google", "NVIDIA=nvidia"]),
    ("OpenAI·Google", &["OpenAI=openai", "Google=google"]),
    ("@OpenAI #Google $NVIDIA", &["OpenAI=openai", "Google=google", "NVIDIA=nvidia"]),
    ("openai.com/chatgpt google.cn", &["chatgpt=chatgpt"]),
    ("_OpenAI_ `Google` ~~NVIDIA~~", &["OpenAI=openai", "Google=google", "NVIDIA=nvidia"]),
    ("> OpenAI said\n> Google", &["OpenAI=openai", "Google=google"]),
    ("- OpenAI\n- Google", &["OpenAI=openai", "Google=google"]),
    ("OpenAI", &["OpenAI=openai"]),
    ("", &[]),
    (" ", &[]),
    // Evidence counts wherever it stands in the document, for `document`; in the turn, for `near`.
    ("理想不错。\n\n说的是理想汽车。", &["理想=li-auto", "理想汽车=li-auto"]),
    ("V14 来了\n\n特斯拉", &["V14=fsd"]),
    ("Salesforces and CRM", &["CRM=crm"]),
    ("Salesforcery and CRM", &[]),
];

#[test]
fn cases() {
    let matcher = matcher();
    let mut failures = Vec::new();
    for (text, expected) in CASES {
        let found = mentions(&matcher, text);
        let kept = kept(&matcher, text);
        if kept != found {
            failures.push(format!("{text:?}\n  mentions  {found:?}\n  explained {kept:?}"));
        }
        if found != *expected {
            failures.push(format!("{text:?}\n  found    {found:?}\n  expected {expected:?}"));
        }
    }
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), CASES.len(), failures.join("\n"));
}

#[test]
fn front_matter_can_be_left_out() {
    let text = "---\npeople: [Ines Vega]\n---\nInes Vega";
    let document = read("a.md", text.as_bytes().to_vec(), &ReadOptions::default()).expect("text");
    let matcher = matcher();
    let matches = matcher.matches(&document, &MatchOptions { front_matter: false, ..MatchOptions::default() });
    assert!(matches.mentions.is_empty());
}

#[test]
fn a_label_can_be_given_an_entity() {
    let text = "**老黄**: 我是老黄\n\n**主持人**: 好\n\n**老黄**: 好";
    let document = read("a.md", text.as_bytes().to_vec(), &ReadOptions::default()).expect("text");
    let matcher = matcher();
    let options = MatchOptions { labels: vec![("老黄".into(), "huang".into())], ..MatchOptions::default() };
    let matches = matcher.matches(&document, &options);
    assert_eq!(matches.entity(matches.mentions[0].entity).id, "huang");
}
