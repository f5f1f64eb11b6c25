"""One spelling for looking words up: lower case, no accents, half width, simplified characters. Every letter stays at its place.

`fold(text)` is as long as `text`, so a place found in the folded text is a place in the message.
"""

from functools import cache, lru_cache

from routing.stored import stored

# Traditional characters of the words that routing knows, each beside its simplified form.
_TRADITIONAL = (
    "匯汇導导輸输載载發发給给傳传檔档視视訊讯頻频積积額额餘余點点數数剩剩狀状態态進进度度時时間间軸轴預预覽览幾几個个條条刪删"
    "剪剪輯辑調调圖图標标題题聲声音音樂乐轉转場场鏡镜頭头結结尾尾開开關关這这那那裡里裏里還还沒没會会為为麼么嗎吗讓让請请幫帮"
    "們们對对錢钱買买賬账帳账戶户費费計计換换蓋盖處处縮缩長长後后來来過过兩两變变畫画面面單单雙双從从將将東东簡简體体繁繁語语"
    "譯译說说話话錄录製制動动態态離离選选擇择擴扩濾滤鏈链連连鈕钮圓圆邊边框框貼贴紙纸顏颜紅红藍蓝綠绿黃黄齊齐漸渐強强減减倉仓"
    "庫库網网雲云盤盘價价值值夠够實实現现檢检查查確确認认須须馬马經经試试歡欢愛爱謝谢嗨嗨許许麻麻煩烦跟跟問问題题應应該该樣样"
    "靜静噪噪補补繼继續续終终於于結结果果業业務务產产員员學学師师電电腦脑機机號号碼码無无響响隱隐藏藏顯显示示圍围壓压縫缝"
    "並并與与較较亞亚區区歷历史史別别當当滿满窄窄寬宽畢毕錯错誤误複复製制舊旧淨净嘆叹塊块麗丽飛飞龍龙鳥鸟鐘钟鐵铁門门閃闪"
    "陽阳隊队難难雜杂霧雾靈灵響响順顺顧顾願愿類类飯饭館馆鬧闹鮮鲜麥麦黑黑齣出齒齿億亿傷伤傢家僅仅優优兒儿內内冊册凍冻劃划劇剧"
    "勁劲動动勝胜勞劳勢势協协厲厉參参嗆呛嗚呜噴喷團团執执報报壞坏壯壮壽寿夢梦夾夹奪夺奮奋媽妈孫孙寫写寶宝專专尋寻導导層层岡冈島岛"
    "帥帅帶带幣币幹干庫库廠厂廣广彈弹後后徑径徵征懷怀憑凭懶懒戲戏擊击擋挡據据擺摆攝摄斷断暫暂書书會会極极構构槍枪歲岁殘残氣气氫氢"
    "漢汉潔洁潤润濕湿灣湾災灾燈灯燒烧爭争爺爷牆墙獎奖獨独獻献瑪玛環环瓶瓶畝亩疊叠癢痒皺皱監监眾众矚瞩碟碟礎础禮礼種种稱称穩稳"
    "窗窗競竞筆笔節节範范築筑籤签級级純纯紋纹細细組组絕绝統统絲丝維维綜综緊紧緒绪線线編编緣缘練练總总績绩織织繞绕繪绘罰罚罷罢"
    "義义習习聖圣聞闻職职聽听脫脱膠胶臉脸臨临舉举興兴藝艺藥药蘋苹虛虚號号蟲虫術术裝装褲裤見见規规親亲觀观訂订記记設设評评詞词"
    "試试詩诗詳详誇夸誰谁談谈論论諸诸謂谓證证識识議议護护讀读變变豐丰貓猫負负財财貨货責责貴贵賀贺資资賣卖質质賺赚贈赠贏赢趕赶跡迹"
    "車车軟软輕轻輛辆輪轮轟轰辦办農农遊游運运達达違违遞递遠远適适遲迟邏逻郵邮醬酱釋释針针銀银銷销鋪铺錶表鍵键鏡镜閉闭閱阅"
    "陣阵陰阴陸陆隨随際际險险雖虽雞鸡靠靠頁页項项須须頓顿領领頻频顆颗額额風风飲饮餐餐餓饿騎骑騙骗驗验驚惊骨骨髒脏魚鱼鹽盐黨党"
    "丟丢亂乱儲储況况湊凑則则剛刚創创墊垫備备賓宾廢废張张歸归掃扫摳抠損损搖摇權权欄栏橫横潑泼溫温滾滚著着禪禅豎竖粵粤糾纠紀纪紹绍緝缉緩缓膚肤腫肿腳脚騰腾覺觉講讲訪访"
    "訴诉詢询課课敗败購购貫贯貿贸贅赘賽赛軌轨鑰钥銳锐錦锦韓韩飽饱餅饼驟骤鴨鸭鵝鹅幀帧囉啰嘍喽噠哒"
)

# First sounds that chats in Taiwan write for a particle, and a look-alike, each beside the character that is meant.
_SPOKEN = "ㄅ吧ㄇ吗ㄋ呢ㄚ啊ㄉ的ㄌ了岀出佈布"


def table() -> dict[int, str]:
    """Letter -> its spelling in the word lists. Used by the build; routing loads the result."""
    import unicodedata

    made: dict[int, str] = {}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        made[code] = base.lower() if base.isascii() else chr(code)
    made.update({ord(wide): chr(ord(wide) - 0xFEE0) for wide in map(chr, range(0xFF01, 0xFF5F))})
    made.update({0x3000: " ", 0xA0: " ", 0x2019: "'", 0x2018: "'", 0x02BC: "'"})
    made.update({ord(a): b for a, b in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)})
    made.update({ord(a): b for a, b in zip(_SPOKEN[::2], _SPOKEN[1::2], strict=True)})
    return made


@cache
def _stored() -> dict[int, int]:
    return str.maketrans(*stored("folding"))


@lru_cache(maxsize=4)
def fold(text: str) -> str:
    """`text` in the spelling of the word lists; the result has the same length."""
    folded = text if text.isascii() else text.translate(_stored())
    lowered = folded.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in folded)
    return lowered
