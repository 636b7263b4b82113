<?php
namespace Acme\Depot\Api\Data;

abstract class ModernInterface
{
    public string $title {
        get => strtoupper($this->title);
        set(string $value) {
            $this->title = trim($value);
        }
    }

    public private(set) int $count = 0;

    public function __construct(
        private readonly string $note = '',
        protected int|string $code = 0,
    ) {
    }

    /**
     * Get the note
     *
     * @return string
     */
    final public function getNote(): string
    {
        return $this->note;
    }

    /**
     * @return int
     */
    protected function getHidden(): int
    {
        return 1;
    }

    /**
     * @return string
     */
    public function getByKey(string $key): string
    {
        return $key;
    }

    /**
     * @return int|null
     */
    abstract public function getCode(): int|string|null;
}
