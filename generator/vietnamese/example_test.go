package vietnamese_test

import (
	"fmt"

	"guong/generator/vietnamese"
)

func Example() {
	text, fixes := vietnamese.Repair([]byte("toàn Ðảng,\u00a0toàn dân"))
	fmt.Printf("%s (%d fixes)\n", text, len(fixes))

	fmt.Println(vietnamese.Fold("Đổi mới"))
	fmt.Println(vietnamese.Slug("Chỉ thị số 05-CT/TW"))
	fmt.Println(vietnamese.Key("Thanh Hoá") == vietnamese.Key("Thanh Hóa"))

	names := []string{"Trần Bình", "Nguyễn Văn An", "Lê Ân"}
	vietnamese.SortPeopleBy(names, func(name string) string { return name })
	fmt.Println(names)
	// Output:
	// toàn Đảng, toàn dân (2 fixes)
	// doi moi
	// chi-thi-so-05-ct-tw
	// true
	// [Nguyễn Văn An Lê Ân Trần Bình]
}
