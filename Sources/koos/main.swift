internal import Console

Console.main()
