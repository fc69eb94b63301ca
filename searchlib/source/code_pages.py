"""In which encoding are the names of files in an archive that does not say it? In one and the same, UTF-8 before all.

Programs wrote names in the code page of the machine on which they ran. What that was is judged by all names together:
each code page that can decode them is asked how likely the result is as names in its language. The likelihood is that
of single characters (letters by their frequency, Chinese and Korean ones by whether they are common), with words in
odd capitals or in two scripts at once made unlikely. Names are too short for statistics of anything longer.
"""

import math
import re
from collections.abc import Callable, Collection, Iterable
from functools import cache

__all__ = ["encoding_of"]

_SAMPLE = 4096
"""Characters of names that are enough to judge by."""

_ASCII = math.log(1 / 64)
_RARE, _RARE_SIGN = math.log(1e-7), math.log(2e-7)
_PUNCTUATION = math.log(1e-4)
_UNEXPLAINED = 0.2
"""Where so many of the characters beyond ASCII belong to none of its languages, an encoding explains nothing."""
_TWO_SCRIPTS = math.log(1e-3)
_CASES = {"lower": math.log(0.5), "title": math.log(0.3), "upper": math.log(0.15), "mixed": math.log(1e-3)}

_LATIN_SHARE, _OTHER_SHARE = 0.12, 0.9
"""How much of a text its letters beyond ASCII are: few where they only stand among others."""

_WESTERN = "éüäöáíóèàçñêâãôúîßåøæëïûùœõìòýÿðþ"
_CENTRAL = "áíéěščýžůřóöőüűúäąęłśżćńźťďňôĺľŕăşţđç"
_TURKISH = "ıüşçöğâîûéiİ"
_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёієґў"
_GREEK = "ατοιεσνηυρκπλμςίόάωέγήδχθφβξύώζψϊ"
_HEBREW = "יוהלארתבשמנםעדחקפגכטצסןזףךץ"
_ARABIC = "اليمنرتوبةدعفسكقهحجشأطصخىذثغضزءؤئظإآپچژگ"
_THAI = "นรากอเงมยลวดท่สต้ะิปบคัหแจพชขใไีโผำุูถซ็ศณธืึฟ์ษฎฉฐฏฑญฌฒฆฬภ"
_ALPHABETS = {
    "cp437": _WESTERN, "cp850": _WESTERN, "cp1252": _WESTERN, "cp852": _CENTRAL, "cp1250": _CENTRAL,
    "cp857": _TURKISH, "cp1254": _TURKISH, "cp866": _RUSSIAN, "cp1251": _RUSSIAN, "koi8_r": _RUSSIAN,
    "cp737": _GREEK, "cp1253": _GREEK, "cp862": _HEBREW, "cp1255": _HEBREW, "cp1256": _ARABIC, "cp874": _THAI,
}  # fmt: skip

_HAN = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如"
    "都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高"
    "间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解"
    "水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队"
    "形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清"
    "今切院让识候带导争运会議報錄档案資料開關個這們國學發經實電話書說時會與為東門問題場無氣點業計劃總結圖錄片录音歌曲照相版电影游戏软件下载"
    "备份目录简历合同协议通知说明培训考试课程作业论文答案方案名单表格预算财务销售客户项目产品图片文档新建夹压缩副本"
)
_HANGUL = (
    "이다가는을의에고한하지로사은도기인대자시어를해리정부수나있그서아일장공관보주제전적과조성상원구거유스라만비위회화문안계무방업연미국세신소경"
    "선물용들여우면니라생동년중것발내진실치출간금민체행당모재강내식법반학교통심타요개선단드트습니까네데마음오러야바바파월호명서류파일폴더새로운"
    "보고서회의록자료사진노래영화한국어글문서목록계획결과합격작성본"
)
_KANJI = (
    "日一人年大国会中本出時行事見月分生間上東今者合同部家新場社的作前後長思発内方入力学自高地代度金定目小者下名手理全文書資料議録表報告図版"
    "画像動回第最終案計契約請求見積設明説仕様管理予定会社業務用無題写真音楽集試験問題解答"
)

_FULL_WIDTH = re.compile(r"[\u3000-\u303f\uff01-\uff60\u00b7\u2013-\u2026]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HAN_OR_HANGUL = re.compile(r"[\u4e00-\u9fff\uac00-\ud7a3]")
_HALF_WIDTH_KANA = re.compile(r"[\uff61-\uff9f]")
_COMMON_SHARE, _USUAL_SHARE = 0.55, 0.4
_KANA_COUNT = 170
_WORD = re.compile(r"[^\W\d_]+")

_LETTER = "[^\\x00-\\xbf\u2000-\u2bff]"
_GLUED = re.compile(rf"[A-Za-z]{_LETTER}|{_LETTER}[A-Za-z]")
_LONE = re.compile(r"[A-Za-z][^\x00-\x7f](?![^\x00-\x7f])")
"""Latin letters beside those of another alphabet; with a single character of Chinese or Japanese behind them."""

_PRIORS = {
    "cp437": 0.0, "cp850": -0.5, "cp1252": -0.5, "cp866": -0.5, "cp932": -0.5, "gbk": -0.5, "cp949": -1.0, "big5": -1.5,
    "cp1251": -1.0, "cp852": -1.5, "cp1250": -1.5, "koi8_r": -2.5, "euc_jp": -2.5, "cp737": -2.0, "cp1253": -2.0,
    "cp862": -2.0, "cp1255": -2.0, "cp1256": -2.0, "cp857": -2.0, "cp1254": -2.0, "cp874": -2.0,
}  # fmt: skip
"""What names were in before anybody looks at them: logarithms, the first where nothing tells two apart."""


def encoding_of(names: Collection[bytes]) -> str | None:
    """The encoding of an archive's names, all of which it can decode; None where they are text in none."""
    beyond = list(dict.fromkeys(name for name in names if not name.isascii()))
    decoded = {encoding: texts for encoding in ("utf-8", *_PRIORS) if (texts := _texts(beyond, encoding)) is not None}
    if "utf-8" in decoded:
        return "utf-8"
    found = {encoding: _judged(encoding, texts) for encoding, texts in decoded.items()}
    best = max(found, key=lambda encoding: _PRIORS[encoding] + sum(found[encoding]), default=None)
    return None if best is None or _is_unexplained(best, decoded[best]) else best


def _texts(names: list[bytes], encoding: str) -> str | None:
    """All names, a line each; None where one is not in that encoding."""
    try:
        return b"\n".join(names).decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_unexplained(encoding: str, texts: str) -> bool:
    likelihoods = [_likelihood(encoding)(character) for character in texts[:_SAMPLE] if not character.isascii()]
    return likelihoods.count(_RARE) >= _UNEXPLAINED * len(likelihoods)


def _judged(encoding: str, texts: str) -> list[float]:
    """Logarithms of likelihood, of the characters and then of the words of names."""
    texts = texts[:_SAMPLE]
    likelihood = _likelihood(encoding)
    characters = [_ASCII if character.isascii() else likelihood(character) for character in texts]
    if encoding not in _ALPHABETS:
        return [*characters, *(_TWO_SCRIPTS for _ in _LONE.findall(texts))]
    cases = (_CASES[_case(word)] for word in _WORD.findall(texts) if not word.isascii())
    glued = _GLUED.findall(texts) if _share(encoding) == _OTHER_SHARE else ()
    return [*characters, *cases, *(_TWO_SCRIPTS for _ in glued)]


def _case(word: str) -> str:
    if word == word.lower():
        return "lower"
    if word == word.upper():
        return "title" if len(word) == 1 else "upper"
    return "title" if word[1:] == word[1:].lower() else "mixed"


def _share(encoding: str) -> float:
    return _LATIN_SHARE if _ALPHABETS[encoding] in (_WESTERN, _CENTRAL, _TURKISH) else _OTHER_SHARE


@cache
def _likelihood(encoding: str) -> Callable[[str], float]:
    """The logarithm of how likely a character beyond ASCII is where that encoding is used."""
    table = _by_frequency(_ALPHABETS[encoding], _share(encoding)) if encoding in _ALPHABETS else _common(encoding)
    rest = _rest_of_letters if encoding in _ALPHABETS else _REST[encoding]
    return cache(lambda character: table[character] if character in table else rest(character))


def _by_frequency(alphabet: str, share: float) -> dict[str, float]:
    """Letters, the most frequent first: each is a little rarer than the one before it, capitals as likely as small."""
    weights = {letter: math.exp(-4 * rank / len(alphabet)) for rank, letter in enumerate(alphabet)}
    total = sum(weights.values())
    small = {letter: math.log(share * weight / total) for letter, weight in weights.items()}
    return {letter.upper(): likely for letter, likely in small.items() if len(letter.upper()) == 1} | small


def _rest_of_letters(character: str) -> float:
    return _PUNCTUATION if character in "«»„“”‘’–—…№°§\xa0" else _RARE


def _common(encoding: str) -> dict[str, float]:
    common = {"cp949": _HANGUL, "cp932": _KANJI, "euc_jp": _KANJI}.get(encoding, _HAN)
    kana = 0.5 if common is _KANJI else 0.0
    return _evenly(set(common), _COMMON_SHARE * (1 - kana))


def _evenly(characters: Iterable[str], share: float) -> dict[str, float]:
    all_of_them = list(characters)
    return dict.fromkeys(all_of_them, math.log(share / len(all_of_them)))


def _rest_of(standard: str, leads: range, usual: int, kana: float, share: float) -> Callable[[str], float]:
    """For what is not among the most common: how likely it is by where the language's ``standard`` has it.

    Its usual characters are those, about ``usual`` of them, that have one of ``leads`` as their first byte.
    """

    def likely(character: str) -> float:
        if _KANA.match(character):
            return math.log(kana / _KANA_COUNT)
        if _FULL_WIDTH.match(character) or _HALF_WIDTH_KANA.match(character):
            return _PUNCTUATION
        is_usual = (character.encode(standard, "ignore")[:1] or b"\0")[0] in leads
        return math.log(share / usual) if is_usual else _RARE_SIGN if _HAN_OR_HANGUL.match(character) else _RARE

    return likely


_REST = {
    "gbk": _rest_of("gb2312", range(0xB0, 0xD8), 3755, 0.002, _USUAL_SHARE),
    "big5": _rest_of("big5", range(0xA4, 0xC7), 5401, 0.002, _USUAL_SHARE),
    "cp949": _rest_of("euc_kr", range(0xB0, 0xC9), 2350, 0.002, _USUAL_SHARE),
    "cp932": _rest_of("euc_jp", range(0xB0, 0xD0), 2965, 0.5, _USUAL_SHARE / 2),
    "euc_jp": _rest_of("euc_jp", range(0xB0, 0xD0), 2965, 0.5, _USUAL_SHARE / 2),
}
