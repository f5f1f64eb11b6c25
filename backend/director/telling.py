"""Clauses that tell how things are or came to be: "this was filmed from the back row", 这节课一共五十分钟. They ask for nothing.

A complaint is a telling too, and asks for its cure: "it's too dark". So of what such a clause seems to ask only cures are believed.
"""

import re

from backend.director.clauses import Clause
from backend.director.talk import Found, Talk

_ASKS = re.compile(
    r"\b(?:please|pls|(?:can|could|would|will) (?:you|we|u|i)|let'?s"
    r"|(?:you|we) (?:could|can|would|might)\b"
    r"|(?:i|we)(?:'d| would) (?:really |just |also )?(?:like|love|want|prefer|rather|appreciate)"
    r"|(?:i|we) (?:really |just |also |only )?(?:want|need|wanna|prefer|wish)"
    r"|(?:i|we)(?:'ve)? only (?:have|get|got)|is all (?:i|we) (?:need|want)|worth keeping"
    r"|(?:plan|idea|goal|aim|task|job) is to|the (?:limit|cap|maximum|max|target) is\b"
    r"|(?:i was|i'm|i am) (?:thinking|wondering|hoping)|maybe (?:we|you|it|the)|i (?:think|guess|reckon) (?:we|you)\b"
    r"|(?:he|she|they)(?:'d| would) (?:really )?(?:like|love|want|prefer)|(?:he|she|client|boss|customer|teacher|mum|mom|dad) wants"
    r"|make sure|(?:asks?|asked|requests?|requested) (?:that|for|to|you|me to|us to)|be [a-z]+ed\b"
    r"|should|shall|must|(?:needs?|has|have|ought|wants?|got|gotta) to|(?:can|may) (?:go|be|disappear|vanish)|don'?t (?:need|want)|no need"
    r"|better (?:off )?without|(?:prefer(?:red)?|liked?) (?:it|this|that) without"
    r"|(?:not|n'?t|no longer) (?:needed|necessary|required|wanted)|unn(?:ecessary|eeded)|redundant|nobody (?:needs|wants)"
    r"|do not (?:need|want)|wanted (?:it|them|this|that|the)|i wanted|what if|how about|going (?:on|to|up)|goes (?:on|to|up)"
    r"|posting|uploading"
    r"|would (?:be|look|sound|work|feel) (?:so |much |really |even |a lot |way )?(?:nice|nicer|great|good"
    r"|better|best|cool|perfect|lovely|ideal)"
    r"|(?:would|might|could) help|wouldn'?t hurt|(?:i'?m|we'?re|i am|we are) (?:missing|after|looking for)|supposed to|i wish"
    r"|would (?:really |also )?(?:like|love|want|prefer|appreciate)"
    r"|(?:can'?t|cannot) have|for (?:tiktok|reels|shorts|youtube|instagram|stories))\b"
)
_BARE_ITS = (
    r"its (?:\d[0-9kp]* (?:rn|now|right now|already|currently|atm)"
    r"|so|too|way|just|very|really|kinda|kind of|a bit|a little|all|not|only|been|got|[a-z]+y)\b"
)
_LEAD = (
    r"^\W*(?:(?:while (?:[a-z']{1,6} (?:are )?)?at it|after that|plus|next|finally|lastly"
    r"|and|so(?! that)|but|then|also|okay|ok|well|hi|hey|hello|actually|now|basically|yeah|oh)\W+)*"
)
_UNDER = re.compile(
    _LEAD + r"(?:because|since|as (?=(?:i|he|she|it|they|we|you)\b)|cos|cause|cuz|which"
    r"|who|whose|where|while(?! (?:[a-z']{1,6} (?:are )?)?at it\b)|although|though|even though"
    r"|so (?:that )?(?:nobody|people|they|he|she|everyone|viewers))\b"
)
_SUBJECT = (
    r"(?:my|our|his|her|their|this|that|these|those|it|he|she|they|there|i|we|you|the|everyone|everybody|nobody|nothing|people"
    r"|(?:clip|shot|scene|segment) (?:number |no\.? ?|# ?)?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine)"
    r"|someone|somebody|one|some|both|half|parts?)"
)
_SHORT = (
    r"(?:it|that|this|he|she|there|here|what|who|where|i|we|you|they|everyone|everybody|someone|nobody|one|video|clip|audio|music|sound|voice"
    r"|picture|mic|camera|client|boss|rest|part|bit|thing)"
)
_TELLS = re.compile(
    _LEAD
    + _SUBJECT
    + rf"(?:'(?:s|m|re|ve)\b|(?:'(?:d|ll))?\b.{{0,70}}?(?:\b{_SHORT}'(?:s|m|re|ve)\b|\b(?:is|was|were|are|am|has|had|have|did|does|said"
    r"|(?<!that )(?<!which )says|asked|"
    r"happens?|happened|starts? with|started|begins? with|filmed|recorded|shot|repeats?|repeated|went|wrote|made|liked?|loved?|took|takes|"
    r"told|thinks?|thought|believe|guess|noticed|forgot|talks?|talked|explains?|walks?|sits?|laughs?|sings?|looked|sounded|turned out|"
    r"added|found|saw|watched|uploaded|used to|couldn'?t|didn'?t|hates?|knows?|speaks?|peaks?"
    r"|(?<!the )(?<!my )(?<!its )sound|sounds|(?<!the )looks?|feels?|seems?"
    r"|you (?:put|add|added|made|gave|inserted|applied|did)"
    r"|keeps? [a-z]+ing|kept [a-z]+ing|disappears?|vanish(?:es)?|covers?|blocks?|overlaps?"
    r"|distracts?|stumbled?|cough(?:s|ed)?|sneezed?|fumbled?|mumbled?|rambled?|hesitated?|stutter(?:s|ed)?|yawn(?:s|ed)?"
    r"|drowns?|drowned|overpowers?|crackles?|buzzes|flickers?|drags?|jumps)\b))"
)
_ITS = re.compile(_LEAD + _BARE_ITS)
_DONE = re.compile(
    _LEAD + r"(?:i|we|you|he|she|they|someone|somebody|my [a-z]+)(?:'ve| have)? (?:already |just |once |also |even )?"
    r"(?:(?:trimmed|removed|deleted|shortened|chopped|cropped|dropped|clipped|snipped|shaved|reversed|rotated|blurred|merged|joined|swapped)\b"
    r"|(?:cut|split)\b.*\b(?:too (?:much|early|late|short|soon|far|long)|already|myself|yesterday|earlier|before (?:i|we|you)"
    r"|last (?:week|time|night)|in (?:another|a different)|by (?:mistake|accident))\b)"
)
""" "You cut too much from clip 2", "we trimmed the first ten seconds yesterday": what was done."""
_ZH_DONE = re.compile(r"[剪删切裁砍]得(?:太|有点|有些|不|很|挺|好(?!一|些)|真)|[剪删切裁砍](?:太多|多了|错了|坏了|短了)")
ZH_ASKS = re.compile(
    r"(?<!主)(?<!不)要(?!是)|把|请|帮|麻烦|给我|希望|应该|需要|想要|我要|我想|要求|改|换|(?<!参)加|剪|删|去掉|去除|弄|(?<![空单声语格协强])调|配|放到|放在|做成|变成|不要|别(?![人的处墅家])|能不能|可以|分章|虚化|降噪|去噪|倒放|(?<![觉拍显抖记值晃说讲录做听看长变搞弄写唱跑走])得|出\s?\d"
)
_ZH_TELLS = re.compile(
    r"^[\s,，。]*(?:因为|由于|毕竟|主要是|本来|其实|话说|那个|就是)?(?:我们?|他们?|她们?|它|咱们?|大家|这|那|老师|老板|客户|领导|朋友|孩子|爸|妈|视频|片子|画面里|里面|之前)"
)
_SHOT = re.compile(r"(?:拍|录|录制|拍摄)(?:这段|这个|视频)?(?:的时候|时候|时|那会儿?|那天)")
_ZH_UNDER = re.compile(
    r"^[\s,，。]*(?:因为|由于|毕竟|主要是|免得|省得"
    r"|(?:我|我们|当时|那天|昨天|上次|她|他)*(?:拍|录|录制|拍摄)(?:这段|这个|视频)?(?:的时候|时候|时|那会儿?|那天))"
)
_ZH_NAMED = re.compile(r"^[\s,，。]*(?:前面?|最?开头|最后|后面|结尾|中间)[^,，。]{0,12}?(?:都是|全是|是在?我|是在?他|是在?她|都在|在等)")
_CURES = {
    "aspect",
    "color",
    "rotate",
    "denoise",
    "stabilize",
    "normalize",
    "volume",
    "speed",
    "trim_silence",
    "remove_fillers",
    "undo",
    "redo",
}
_STATES = {"title", "captions", "overlay", "transition", "fade", "zoom", "freeze", "music"}


_WISHED = {"verb", "only", "aspect", "style", "quote", "handle", "factor", "motion", "look"}
"""What a Chinese clause that only tells does not hold."""


def tells(clause: Clause, words: str) -> bool:
    """Whether the clause tells instead of asking. `words`: its text in the normal form, dropped words before it included."""
    if re.search(r"[\u3400-\u9fff]", words):
        return bool(_ZH_UNDER.match(words) or _ZH_NAMED.match(words) or _ZH_DONE.search(words)) or (
            bool(_ZH_TELLS.match(words)) and not ZH_ASKS.search(words) and not clause.kinds & _WISHED and not _set(clause)
        )
    placed = clause.kinds & {"place", "colour", "range", "point", "head", "tail"}
    if _ASKS.search(words) or ("quote" in clause.kinds and clause.named("title") and placed):
        return False
    return bool(_UNDER.match(words) or _TELLS.match(words) or _ITS.match(words) or _DONE.match(words))


_HOPED = re.compile(r"\s*(?:would|might|could) (?:be|look|sound|help|work|do)\b")


def hoped(behind: str) -> bool:
    """Whether the words right behind a clause make it a wish: "I think reversing it | would be good"."""
    return _HOPED.match(behind) is not None


def _set(clause: Clause) -> bool:
    """Whether a value is set of a thing: 那首歌音量15%, 那个logo半透明."""
    return clause.has("opacity") or (bool(clause.kinds & {"pct", "db"}) and clause.has("sound", "music", "voice", "logo"))


def shares_its_verb(after: list[Clause]) -> bool:
    """这个视频前8秒和最后4秒都掐了: the verb behind the second thing is the first's too. `after`: the clause behind, if any."""
    return any(clause.joiner == "and" and clause.has("all") and "verb" in clause.kinds for clause in after)


def believed(found: Found, clause: Clause, talk: Talk) -> bool:
    """Whether an edit that a telling clause seems to ask for is one: the cure of a complaint, or a change of what is there."""
    if found.op == "aspect" and _SHOT.search(talk.normal[max(0, clause.start - 6) : clause.end]):
        return False
    if found.op == "remove_fillers" and clause.kinds & {"range", "head", "tail"}:
        return False
    if found.weak:
        return True
    if found.op in _STATES:
        return found.op in talk.on_timeline and bool(clause.kinds & {"cmp", "size", "place", "colour", "dur"})
    if found.op == "volume":
        return bool(clause.kinds & {"cmp", "size"})
    if found.op == "speed":
        return bool(clause.kinds & {"cmp"})
    return found.op in _CURES


_REASON = re.compile(
    r"\W*(?:because |since |as |cos |cause |cuz )?(?:it|they|that|he|she)(?:'s|'re| is| are| was| were| looks?)\b"
    r"|\W*its (?:too|so|very|all)\b"
    r"|\W*(?!(?:add|put|make|cut|fade|mute|blur|use|do|and|then) )(?:[a-z']+ ){1,4}there\s*(?:$|[.!?\n])"
)
_TAKEN_OUT = {"cut", "trim", "delete_clip"}


def gives_reason(plain: str, start: int, before: list[Found]) -> bool:
    """ "Delete clip 3, it's shaky": why a stretch goes is nothing to be cured in what stays. `before`: the edits of the clause before."""
    return _REASON.match(plain, start) is not None and bool(before) and all(f.op in _TAKEN_OUT for f in before)


def told_of(clause: Clause, plain: str) -> bool:
    """ "From 0:10 to 0:20 I'm just rambling": behind a stretch something is told of it."""
    first, behind = clause.tokens[0], plain[clause.tokens[0].end : clause.end].lstrip(" ,")
    return first.kind in ("range", "head", "tail") and behind.isascii() and "verb" not in clause.kinds and tells(clause, behind)
