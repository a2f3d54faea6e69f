#!/bin/sh
# This makes the fonts of this folder and shaped.txt, in which HarfBuzz says how texts
# are shaped. Debian 12: fonts-noto-core, fonts-noto-cjk, fonts-droid-fallback,
# libharfbuzz-bin 6.0.0. The first argument is the file of Liberation
# Sans (github.com/go-fonts/liberation v0.3.3, liberationsansregular.TTF).
set -e
F=/usr/share/fonts
hb-subset $F/truetype/noto/NotoSansThai-Regular.ttf --unicodes=20,28-3A,E01-E3A,E40-E5B --no-hinting --output-file=thai.ttf
hb-subset $F/truetype/noto/NotoSansArabic-Regular.ttf --unicodes=20,28-3A,60C,61B,61F,621-652,660-669,67E,686,698,6A9,6AF,6CC,6F0-6F9,200C,200D --no-hinting --output-file=arabic.ttf
hb-subset $F/truetype/droid/DroidSansFallbackFull.ttf --text="王伟李雷北京市朝阳区建国路号楼東京都千代田区丸の内一丁目田中太郎様さとうケンジしゃちょうトーキョー〒（株）陳大文九龍彌敦道，。、" --no-hinting --output-file=cjk.ttf
hb-subset $F/opentype/noto/NotoSansCJK-Regular.ttc --face-index=0 --text="王伟東京都千代田区直骨さとう 김민수서울특별시강남구" --output-file=cjk-cff.otf

shape() { # font, file, text, further arguments
	font=$1 file=$2 text=$3
	shift 3
	printf '%s\t%s\t%s\n' "$font" "$text" "$(hb-shape --no-glyph-names --no-clusters --language=und "$@" "$file" "$text")"
}
{
	shape hebrew "$1" 'ישראל ישראלי'
	shape hebrew "$1" 'רחוב הרצל '
	shape hebrew "$1" 'תל אביב'
	shape hebrew "$1" 'תל אביב '
	shape hebrew "$1" '15'
	shape hebrew "$1" 'Herzl '
	shape thai thai.ttf 'สมชาย ใจดี'
	shape thai thai.ttf 'เชียงใหม่ น้ำปิ๊ง'
	shape thai thai.ttf 'ถนนสุขุมวิท '
	shape arabic arabic.ttf 'محمد علي'
	shape arabic arabic.ttf 'شارع الملك فهد، الرياض'
	shape arabic arabic.ttf 'لا إله'
	shape arabic arabic.ttf 'علی‌رضا'
	shape arabic arabic.ttf 'شارع '
	shape cjk cjk.ttf '王伟'
	shape cjk cjk.ttf '北京市朝阳区建国路'
	shape cjk cjk.ttf '号楼'
	shape cjk cjk.ttf '〒王伟'
	shape cjk cjk.ttf 'ケンジ'
	shape cjk cjk.ttf 'しゃちょう'
	shape cjk cjk.ttf '東京都千代田区'
	shape cff cjk-cff.otf '김민수'
	shape cff cjk-cff.otf '서울특별시 강남구'
	shape cff cjk-cff.otf '東京都'
	shape cff cjk-cff.otf '直骨'
	shape cff cjk-cff.otf '王伟'
} > shaped.txt
