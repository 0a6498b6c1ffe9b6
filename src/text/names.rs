//! What a name looks like, judged by its characters alone.

use super::is_han;

/// Characters that open Chinese family names, the common ones and the double ones' first.
const SURNAMES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖蕭萧田董潘袁蔡蒋蔣余于於杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏傅方邹鄒熊白孟秦邱侯江尹薛闫閻段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常汤湯康施牛庄莊樊葛邢安齐齊易乔喬伍庞龐颜顏倪聂聶章鲁魯岳翟申耿关關焦俞左柳甘祝包宁寧尚符舒阮纪紀梅童凌毕畢单單季裴霍涂成苗谷曲盛冉骆駱蓝藍路游辛靳欧歐管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦麦麥褚娄婁窦竇戚岑景党黨宫宫费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺官封谈談匡鞠惠荆樂乐冀郁胥南班储芮朴洪温柯裘阎閻晁祖厉厲冼鄢晋晉楚亢况况谌諶甯殷詹翁俞蔺藺闻聞阚闞屠";

/// Whether `c` opens a Chinese family name.
pub fn is_surname(c: char) -> bool {
    SURNAMES.contains(c)
}

/// Whether `text` is written entirely in Chinese characters.
pub fn is_all_han(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_han)
}

/// Whether `text` looks like a transliterated foreign name: Chinese characters joined by middle dots (卡洛·罗西).
pub fn is_dotted_han(text: &str) -> bool {
    let is_part = |part: &str| is_all_han(part) && part.chars().count() <= 6;
    let mut parts = text.split(['·', '•', '・', '‧']);
    let Some(first) = parts.next() else { return false };
    let mut rest = parts.peekable();
    rest.peek().is_some() && is_part(first) && rest.all(|part| is_part(part) || part.chars().all(|c| c.is_ascii_uppercase()))
}

/// Small words inside Latin names.
const PARTICLES: &[&str] =
    &["al", "and", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "of", "the", "van", "von", "y"];

/// Whether `text` reads as a proper name in Latin script: one to five words, each capitalised but for particles.
pub fn is_capitalised(text: &str) -> bool {
    let mut words = 0;
    for word in text.split_whitespace() {
        let capital = word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        let latin = word.chars().all(|c| !is_han(c) && (c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’' | '&' | '+')));
        if !latin || !(capital || PARTICLES.contains(&word)) {
            return false;
        }
        words += 1;
    }
    (1..=5).contains(&words) && text.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_names() {
        for name in ["Yann LeCun", "Ursula von der Leyen", "OpenAI", "Ralph J. Abry", "Conan O'Brien", "Anne-Marie", "L Körbes"] {
            assert!(is_capitalised(name), "{name}");
        }
        for text in ["drama", "the board", "Board（董事会）", "One two", "", "A B C D E F", "张璐", "x Y"] {
            assert!(!is_capitalised(text), "{text}");
        }
    }

    #[test]
    fn chinese_names() {
        assert!(is_dotted_han("卡洛·罗西") && is_dotted_han("拉尔夫·J·阿布里"));
        assert!(!is_dotted_han("卡洛罗西") && !is_dotted_han("·") && !is_dotted_han("A·B"));
        assert!(is_surname('张') && is_surname('張') && !is_surname('的'));
    }
}
