package vietnamese_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"guong/generator/vietnamese"
)

func itself(s string) string { return s }

var orders = []struct {
	name   string
	people bool
	want   string
}{
	{name: "alphabet", want: "a,ă,â,b,c,d,đ,e,ê,g,h,i,k,l,m,n,o,ô,ơ,p,q,r,s,t,u,ư,v,x,y"},
	{name: "tones of a", want: "ma,mà,mả,mã,má,mạ"},
	{name: "tones of ơ", want: "sơ,sờ,sở,sỡ,sớ,sợ"},
	{name: "letters before tones", want: "ba,bà,bả,bã,bá,bạ,băng,bằng,bẳng,bẵng,bắng,bặng,bâng"},
	{name: "đ after d", want: "Dak,Dung,Đà Nẵng,Đắk Lắk"},
	{name: "whole text, letter by letter", want: "mà tôi,ma túy"},
	{name: "numbers by value", want: "Điều 9,Điều 10,Điều 90,Điều 100"},
	{name: "placement of tones is no difference", want: "hoa,hoà,hòa,hóa,hòa bình,hoà bình tươi,hóa học"},
	{name: "places", want: "Bà Rịa - Vũng Tàu,Bạc Liêu,Bắc Giang,Bắc Kạn,Bắc Ninh,Bến Tre,Bình Dương,Bình Định,Bình Phước,Bình Thuận"},
	{name: "provinces of 2025", want: "An Giang,Bắc Ninh,Cà Mau,Cao Bằng,Cần Thơ,Đà Nẵng,Đắk Lắk,Điện Biên,Đồng Nai,Đồng Tháp,Gia Lai," +
		"Hà Nội,Hà Tĩnh,Hải Phòng,Hồ Chí Minh,Huế,Hưng Yên,Khánh Hòa,Lai Châu,Lạng Sơn,Lào Cai,Lâm Đồng,Nghệ An,Ninh Bình," +
		"Phú Thọ,Quảng Ngãi,Quảng Ninh,Quảng Trị,Sơn La,Tây Ninh,Thái Nguyên,Thanh Hóa,Tuyên Quang,Vĩnh Long"},
	{name: "people by given name", people: true, want: "Bùi An,Nguyễn Thị An,Nguyễn Văn An,Trần An,Hồ Anh,Lê Ân,An Bình," +
		"Hoàng Hà,Lê Hà,Lê Hạ"},
	{name: "people with more than a name", people: true, want: "Trần Văn An (Hải Phòng),Phạm Bảo,Lê Cường - giáo viên,Đỗ Dung"},
}

func TestOrder(t *testing.T) {
	for _, test := range orders {
		t.Run(test.name, func(t *testing.T) {
			want := strings.Split(test.want, ",")
			sort := vietnamese.SortBy[string]
			if test.people {
				sort = vietnamese.SortPeopleBy[string]
			}
			got := slices.Clone(want)
			slices.Reverse(got)
			sort(got, itself)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			decomposed := slices.Clone(want)
			slices.Reverse(decomposed)
			sort(decomposed, norm.NFD.String)
			if diff := cmp.Diff(want, decomposed); diff != "" && !strings.Contains(test.name, "placement") {
				t.Errorf("NFD (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCompareAgreesWithSort(t *testing.T) {
	c := vietnamese.NewCollator()
	for _, test := range orders {
		list := strings.Split(test.want, ",")
		for i := 1; i < len(list) && !test.people; i++ {
			if c.Compare(list[i-1], list[i]) >= 0 || c.Compare(list[i], list[i-1]) <= 0 {
				t.Errorf("%s is not before %s", list[i-1], list[i])
			}
		}
	}
	if c.Compare("hòa", "hòa") != 0 || c.Compare("hòa", "Hòa") == 0 {
		t.Error("Compare is not zero for equal strings only")
	}
}

func TestSortKeepsEqualItemsAndAsksOnce(t *testing.T) {
	type item struct {
		name string
		n    int
	}
	list := []item{{"b", 1}, {"a", 2}, {"b", 3}, {"a", 4}}
	asked := 0
	vietnamese.SortBy(list, func(i item) string { asked++; return i.name })
	want := []item{{"a", 2}, {"a", 4}, {"b", 1}, {"b", 3}}
	if !slices.Equal(list, want) || asked != len(list) {
		t.Errorf("got %v after asking %d times", list, asked)
	}
	vietnamese.SortBy([]item(nil), func(item) string { return "" })
}

func BenchmarkSortBy(b *testing.B) {
	var titles []string
	for i := range 10_000 {
		words := strings.Fields(realSyllables)
		n := i * 7919 % (len(words) - 9)
		titles = append(titles, strings.Join(words[n:n+9], " "))
	}
	b.ReportAllocs()
	for b.Loop() {
		vietnamese.SortBy(slices.Clone(titles), itself)
	}
}

func BenchmarkSortKey(b *testing.B) {
	c := vietnamese.NewCollator()
	b.ReportAllocs()
	for b.Loop() {
		c.SortKey(title)
	}
}
