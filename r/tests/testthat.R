testthat::test_check("sayso")
