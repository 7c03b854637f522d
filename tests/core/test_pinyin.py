"""How names are read: family names as family names, blanks and dots ignored, quickly."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.members.pinyin import Reading, phrase_reading, reading, readings

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("曾文", "zengwen", "zw"), ("单雨", "shanyu", "sy"), ("解放", "xiefang", "xf"),
        ("仇查", "qiucha", "qc"),
        ("查玲云", "zhalingyun", "zly"), ("区志军", "ouzhijun", "ozj"), ("朴敏", "piaomin", "pm"),
        ("尉迟诗", "yuchishi", "ycs"), ("尉明", "weiming", "wm"), ("盖文", "gewen", "gw"),
        ("覃丽", "qinli", "ql"),
        ("乐浩媛", "yuehaoyuan", "yhy"), ("员明", "yunming", "ym"), ("缪华", "miaohua", "mh"),
        ("冼星", "xianxing", "xx"), ("种师道", "chongshidao", "csd"), ("任华", "renhua", "rh"),
        ("华罗庚", "hualuogeng", "hlg"), ("翟明", "zhaiming", "zm"), ("欧阳晓岚", "ouyangxiaolan", "oyxl"),
        ("万俟卨", "moqixie", "mqx"), ("单于明", "chanyuming", "cym"), ("澹台明", "tantaiming", "ttm"),
        ("长孙无忌", "zhangsunwuji", "zswj"), ("令狐冲", "linghuchong", "lhc"), ("吕绿", "lvlv", "ll"),
        ("阿卜杜热西提·买买提", "abudurexitimaimaiti", "abdrxtmmt"), ("Anna Ｂ", "annab", "annab"),
        ("司\u200b马 远", "simayuan", "smy"), ("𠮷", "", ""), ("", "", ""),
        ("信息工程学院", "xinxigongchengxueyuan", "xxgcxy"),
    ],
)  # fmt: skip
def test_the_usual_reading(name, pinyin, initials):
    assert reading(name) == Reading(pinyin, initials)
    assert readings(name)[0] == Reading(pinyin, initials)


def test_other_readings_are_kept_for_searching():
    assert [found.pinyin for found in readings("单雨")] == ["shanyu", "danyu", "chanyu"]
    assert len(readings("阿卜杜热西提·买买提")) <= 8


@given(st.text())
def test_a_reading_is_plain_letters_and_digits(name):
    found = reading(name)
    assert found.pinyin.isascii() or found.pinyin == ""
    assert found.pinyin == "" or found.pinyin.isalnum()
    assert len(found.initials) <= len(found.pinyin)


@pytest.mark.parametrize(
    ("title", "pinyin", "initials"),
    [
        ("银行对账", "yinhangduizhang", "yhdz"), ("会计期间", "kuaijiqijian", "kjqj"),
        ("折旧计提", "zhejiujiti", "zjjt"), ("预算调整", "yusuantiaozheng", "ystz"),
    ],
)  # fmt: skip
def test_titles_are_read_as_words_and_not_as_names(title, pinyin, initials):
    assert phrase_reading(title) == Reading(pinyin, initials)
