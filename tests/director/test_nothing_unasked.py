"""Wishes that name clips, stretches and lengths, and take nothing away: no footage goes unasked."""

import pytest

from backend.director import Scene, direct

FOUR = Scene(duration_s=72, clips=4, spans=((0, 12), (12, 30), (30, 50), (50, 72)))
TAKES_AWAY = {"delete_clip", "cut", "keep", "trim", "duration", "best_moments", "trim_silence", "loop"}
SAID = """
the first clip is my favourite, leave it alone
clip 2 looks great as it is
I love the last ten seconds
the first 5 seconds are perfect, don't touch them
what is in clip 3?
how long is the second clip?
is the third clip longer than 20 seconds?
are the first 10 seconds too dark?
the clip is 72 seconds long, right?
the bit from 0:20 to 0:30 is where she sings
in the first half I'm cooking, in the second half I'm eating
brighten the part from 10 to 15 seconds
make the last 5 seconds slower
the middle part could be a bit louder
put a title "Part 2" at 0:30 for 4 seconds
blur everything after 0:50
mute the audio between clips 1 and 2
zoom in a little in the second clip
the last clip should have music
add jazz from 0:10 to the end
fade in over the first 2 seconds
fade out the last 3 seconds
I want the music to stop after the first 30 seconds
show my logo only in the first 10 seconds
show the title only during the last clip
keep the captions on for the whole video
keep the music through all four clips
keep the sound of clip 2 as it was
keep it at 30 fps
keep the ratio 16:9 and add captions
keep clip 1 loud and clip 2 quiet
keep the colours warm in the last clip
keep the first clip in colour and make the rest black and white
only the second clip needs captions
only the first 10 seconds are shaky, stabilise those
just the last clip is too loud
the text should stay until 0:25
the title can go after 5 seconds
let the logo disappear after the first clip
remove the noise from the first clip
remove the music from the last 10 seconds
remove the captions
take the music down in clip 3
cut the volume of clip 2 in half
cut the noise in the last part
cut the music at 0:40
drop the volume in the first 10 seconds
drop the music in at 0:15
drop a title over clip 2 saying "Hello"
lose the background hum in clip 4
trim nothing, just brighten clip 2
don't cut anything, just add a title
please don't delete clip 3
never remove the first clip
do not shorten it, but speed up the second clip 1.5x
without cutting anything, make clip 2 brighter
I don't want clip 2 removed
clip 4 stays, it just needs more contrast
the second clip is too long but leave it for now
the intro is 12 seconds, which is fine
it's about a minute long and that's okay
the video has four clips of different lengths
my video is 1:12 and the song is 1:10
the song is 30 seconds, fade it at the end
the last second of clip 1 flickers, can you sharpen it
slow motion for the jump at 0:14 to 0:17
speed up the boring part between 20 and 30 seconds
the first minute needs subtitles
add subtitles, the speaker starts at 0:05
crossfade of 1 second between all clips
a 2 second transition between clips
join all the clips
put clips 1 and 2 together
move the last clip to second place
swap the first two clips
put the last clip at the start
reverse the second clip
rotate clip 1 by 90 degrees
freeze at 0:12 for 3 seconds
hold the last frame of clip 2 for a second
split clip 2 at 0:20
split the video in two
which clip is the longest?
can you tell me when clip 3 starts?
did you already cut the first 5 seconds?
you cut too much from clip 2
why did you remove clip 3?
clip 3 was deleted by mistake, bring it back
I cut the first part myself before uploading
I have already trimmed clip 1 in another app
we trimmed the first ten seconds yesterday
my friend says the first 10 seconds are boring
the trailer should start at 8 pm
someone gets cut off at 0:33, can you zoom out there
her head is cut off in clip 2, zoom out a bit
in clip 2 the hair cut scene needs warmer colours
the cut between clip 2 and 3 is too hard, soften it
the cut at 0:30 is perfect
make the cut between the first two clips smoother
add a 3 second fade to black at the end
put the text "cut!" on the last clip
write "delete me" over the first 3 seconds
title "the last 5 seconds" at the beginning
add "only 2 clips left" to the last clip in yellow
title for clip 3: "keep the first two"
could you export only clip 2 as a separate file? no wait, just brighten it
the first clip's audio is better than the second's
use the look of clip 1 for clip 2
make clip 3 look like clip 1
do the same to clip 3
same brightness for the last two clips please
more saturation on all clips but the first
all clips except the second in black and white
mute all but the last clip
blur all clips other than number 2
make everything except the first 10 seconds slower
play the first half twice as fast
the second half at half speed
half of the people can't hear clip 1, turn it up
the first half is too quiet
a third of the picture is dark in clip 2
the last third needs more light
clip 2 from 0:15 on is too bright
from 0:20 on, add gentle music
until 0:20 no music please
before 0:12 everything should be quieter
after 40 seconds put the logo in the corner
between 0:10 and 0:20 show "Step 1"
stop the music at the second clip
start the music with clip 2
start the captions at 0:10
end the title at 0:20
let the title end with the first clip
the end of clip 4 needs a fade out
the start of clip 1 needs a fade in
the opening should feel calmer
the ending is too abrupt, fade it
the middle section is a bit dark
give the middle clip a vintage look
第二段很好，别动
第一段保持原样
最后十秒我很喜欢
前五秒太暗了
第三段多长？
第二段是不是太长了？
别剪第一段，只是调亮一点
不要删任何片段，加个字幕就行
第二段的音量剪半
把第三段的音乐去掉
前十秒的噪音去掉
第一段和第二段之间加转场
每段之间加一秒的叠化
只有第二段需要调亮
只给最后一段加滤镜
只在前十秒显示水印
标题只显示到第20秒
标题五秒后消失
第二段从15秒开始太亮了
保留第一段的原声
保持30帧
字幕保留，音乐换成爵士
最后三秒淡出
音乐在第40秒停
第二段结尾有点突然，加个淡出
在10秒到20秒之间写“删掉前五秒”
第三段里的水印是我加的，别去
刚才是不是剪掉了前五秒？
我昨天已经剪过开头了
第一段剪得太短了
第二段和第三段的衔接太硬，柔和一点
第二段倒放
第三段慢动作
后半段加快一倍
前半段声音小一点
除了第一段其他都变黑白
除了第二段都静音
第四段多停两秒
视频一共72秒，对吧
30秒的时候放标题“出发”
第二段放到最前面
the opening shot lasts 4 seconds, is that ok?
clip 1 runs for 12 seconds
trim looks fine, add a title at the start
I kept the first 10 seconds quiet on purpose
he keeps the first two clips on his phone
keep going
keep it simple, a title in the first 3 seconds
keep the first 3 seconds of music quiet
the music should keep playing for the last 10 seconds
keep the logo until 0:40
keep the title up for 5 seconds
hold the title for 5 seconds at the end
leave the first clip as it is and brighten the rest
leave 2 seconds between the titles
leave the end alone
the last 10 seconds are credits
end with the title "Thanks" for 3 seconds
start with the title "Hello" for 3 seconds
begin with a 2 second fade from black
finish with a slow zoom in the last 4 seconds
open with clip 3
take the first 5 seconds at half speed
take the colour out of the last clip
take the sound out of clip 2
take out the sound in the first 10 seconds
take the title off after 10 seconds
get rid of the captions in the last clip
get rid of the shake in the first 10 seconds
get rid of the hiss from 0:10 to 0:20
clean up the audio in clip 3
delete the title from the second clip
delete the music between 0:10 and 0:20
delete the text at the end
remove the black and white from clip 2
remove the blur from the first 10 seconds
remove the zoom at 0:10
remove the transition between clips 1 and 2
remove the fade at the end
remove the speed-up in clip 3
strip the sound from clip 1
cut to black at the end
cut the sound from 0:10 to 0:15
cut the audio for the last 5 seconds
cut the bass in clip 2
crop the black bars in clip 1
shorten the fade to 1 second
make the transitions half a second long
make the freeze 3 seconds
make the second clip shorter in height
the title is too long, 3 seconds is enough
the logo only needs to be there for 5 seconds
limit the captions to two lines
limit the music to 20%
speed it up to 30 fps
get it under 50 MB
I have 10 minutes to finish this, please add captions
we only have 30 seconds of ad time on Tuesday, but for now just brighten it
this took me two hours, just add a title
after the first 10 seconds turn the music up
before the last clip, add a fade
in the last minute it gets noisy, fix that
from the second clip on, black and white
up to clip 3 keep the volume low
clips 1 to 3 a bit brighter
all four clips need captions
each clip needs a title
every clip in black and white
every 10 seconds flash the logo
the first of the two songs is better
the second verse starts at 0:20
the third word in the title is wrong
only two people are visible in clip 2
nothing but music in the last clip
there is no sound in the first clip
the pause at 0:20 should stay
the pauses in clip 2 are fine
the part where I cut the cake is at 0:30, zoom in there
she cuts the ribbon at 0:12, slow that down
we cut the cake at 0:40, add cheers text "Hooray"
his shot at 0:30 goes in, replay it in slow motion
the drop at 0:30 should be louder
the beat drops at 0:15, flash white there
the dog drops the ball at 0:22, freeze there
the clip drops frames at 0:10
split screen at 0:10
don't drop the second clip
nothing should be cut from clip 4
no cuts please, only colours
without trimming, make it 9:16
I'd hate to lose clip 3
lose nothing
is clip 2 worth keeping?
should I delete clip 2?
would it be better without the first 5 seconds?
what happens if I delete clip 3?
how do I cut the first 5 seconds?
can you delete clips at all?
which 10 seconds would you keep?
do you think the last clip is too long?
was clip 2 cut?
has the first part been removed?
""".strip().splitlines()


@pytest.mark.parametrize("scene", [FOUR, Scene(duration_s=72)], ids=["four", "one"])
def test_nothing_goes_that_was_not_to_go(scene: Scene) -> None:
    taken = {text: sorted(ops & TAKES_AWAY) for text in SAID if (ops := {one.op for one in direct(text, scene).edits}) & TAKES_AWAY}
    assert not taken
