<?php
namespace Acme\Depot\Api;

interface StylesInterface
{
    const YES = true;
    const LIMIT = 20, NAMES = [];
    const ALIAS = self::LIMIT;

    /**
     * Several
     * lines of text.
     *
     *   More    of it.
     *
     * @param string $name  the   name,
     *        on two lines
     * @param int|null $count
     * @param bool|string $either
     * @param ?float $ratio
     * @return string[]|null what there is
     */
    public function plain($name, $count, $either, $ratio);

    /** @return int how many */
    public function oneLine();

    /**
     * @param string $label
     * @param int $amount
     * @param \Acme\Depot\Api\Data\BoxInterface|null $box
     * @param string[] $names
     * @param \Acme\Depot\Api\Data\BoxInterface $boxes
     * @param string $anything
     * @return void
     */
    public function native(
        string $label,
        int $amount,
        ?Data\BoxInterface $box,
        array $names,
        array $boxes,
        mixed $anything
    ): void;

    /**
     * @param int $limit
     * @param string[] $names
     * @param bool $flag
     * @param float $ratio
     * @param string|null $text
     * @param string $quoted
     * @param int $negative
     * @param string $unknown
     * @return bool
     */
    public function defaults(
        $limit = self::ALIAS,
        array $names = self::NAMES,
        $flag = StylesInterface::YES,
        $ratio = 1.5,
        $text = null,
        $quoted = 'it\'s',
        $negative = -1,
        $unknown = SOME_CONSTANT
    );

    /**
     * Remove old things.
     *
     * @deprecated 2.0 use something else
     * @see StylesInterface::plain()
     * @throws \InvalidArgumentException
     * @return bool
     */
    public function old();
}
